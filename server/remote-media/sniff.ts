/** What a file from elsewhere is, as far as its first bytes tell. */
export type Content =
  | { is: "picture" }
  /** An adaptive stream's (RFC 8216). */
  | { is: "playlist" }
  | { is: "captions" }
  | { is: "media"; mediaType: string; extension: string };

/** Bytes that are looked at. */
export const HEAD_BYTES = 512;

const media = (mediaType: string, extension: string): Content => ({ is: "media", mediaType, extension });
const picture: Content = { is: "picture" };

/** Brands of pictures in ISO base media files: AVIF, and HEIC in its forms. */
const pictureBrands = /^(?:avi[fs]|mif1|msf1|hei[cxms]|hev[cxms])$/;
/** ISO/IEC 14496-12 and 23009-1: what segments of a stream begin with, apart from `ftyp`. */
const segmentBoxes = /^(?:styp|moof|sidx|emsg|moov|prft)$/;

/**
 * Only what is known by its first bytes passes; what the origin says of it decides no more than whether a container that can
 * hold both holds sound alone.
 *
 * @param declared the origin's Content-Type
 * @returns null for everything that is none of this: pages, scripts, drawings, documents
 */
export function sniff(head: Buffer, declared: string): Content | null {
  const isSound = declared.trim().toLowerCase().startsWith("audio/");
  const latin = head.toString("latin1", 0, HEAD_BYTES);
  const text = latin.replace(/^\xef\xbb\xbf/, "");
  if (/^#EXTM3U\s/.test(text)) return { is: "playlist" };
  if (/^WEBVTT(?:\s|$)/.test(text)) return { is: "captions" };
  if (/^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF[\s\S]{4}WEBP)/.test(latin)) return picture;
  const box = latin.slice(4, 8);
  const brand = latin.slice(8, 12);
  if (box === "ftyp") {
    if (pictureBrands.test(brand)) return picture;
    if (isSound || /^M4[AB] /.test(brand)) return media("audio/mp4", "m4a");
    return brand === "qt  " ? media("video/quicktime", "mov") : media("video/mp4", "mp4");
  }
  if (segmentBoxes.test(box)) return isSound ? media("audio/mp4", "m4a") : media("video/mp4", "mp4");
  if (latin.startsWith("\x1aE\xdf\xa3")) return media(isSound ? "audio/webm" : "video/webm", "webm");
  if (latin.startsWith("OggS")) return ogg(latin);
  if (latin.startsWith("fLaC")) return media("audio/flac", "flac");
  if (/^RIFF[\s\S]{4}WAVE/.test(latin)) return media("audio/wav", "wav");
  if (latin.startsWith("ID3")) return media("audio/mpeg", "mp3");
  if (latin.charAt(0) === "G" && latin.charAt(188) === "G") return media("video/mp2t", "ts");
  return framedSound(head);
}

/** RFC 5334: the first page of each stream tells its codec. */
function ogg(latin: string): Content {
  return /\x80theora|OVP80/.test(latin) ? media("video/ogg", "ogv") : media("audio/ogg", "ogg");
}

/** ISO/IEC 11172-3 §2.4.1.3 and 13818-7 §6.2: eleven set bits, then version and layer, of which 0 is AAC's. */
function framedSound(head: Buffer): Content | null {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? media("audio/aac", "aac") : null;
  // A bit rate or sampling rate that is none: a UTF-16 text begins with these bits as well.
  return third >> 4 === 15 || ((third >> 2) & 3) === 3 ? null : media("audio/mpeg", "mp3");
}
