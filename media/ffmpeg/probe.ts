import { err, ok, type Result } from "#protocol/result.ts";
import type { MediaError } from "../produced.ts";
import { type Input, inputBounds } from "./command.ts";
import type { Ffmpeg } from "./find.ts";
import { type RunOptions, runFfprobe } from "./run.ts";

export interface PictureStream {
  index: number;
  /** ffmpeg's name: `h264`. */
  codec: string;
  profile: string | null;
  /** ffmpeg's name: `yuv420p`. */
  pixelFormat: string;
  /** Pixels as they are shown: upright and square. */
  width: number;
  height: number;
  /** Whether it is stored as it is shown. */
  isUpright: boolean;
  isInterlaced: boolean;
  isHdr: boolean;
  /** Frames a second on average; null when nothing says. */
  fps: number | null;
  /** Bits a second. */
  bitrate: number | null;
}

export interface SoundStream {
  index: number;
  codec: string;
  profile: string | null;
  channels: number;
  sampleRate: number;
  /** Bits a second. */
  bitrate: number | null;
}

/** What a file says it holds. Nothing of it is proven until it is decoded. */
export interface Probe {
  /** Seconds; null when nothing says. */
  duration: number | null;
  /** Bits a second, of the whole file. */
  bitrate: number | null;
  picture: PictureStream | null;
  sound: SoundStream | null;
  /** The stream of a sound file's cover. */
  cover: number | null;
}

interface Stream {
  index?: number;
  codec_type?: string;
  codec_name?: string;
  profile?: string;
  width?: number;
  height?: number;
  pix_fmt?: string;
  field_order?: string;
  color_transfer?: string;
  sample_aspect_ratio?: string;
  avg_frame_rate?: string;
  r_frame_rate?: string;
  bit_rate?: string;
  channels?: number;
  sample_rate?: string;
  disposition?: { attached_pic?: number; default?: number };
  tags?: { rotate?: string };
  side_data_list?: { rotation?: number }[];
}

const entries = [
  "format=duration,bit_rate",
  "stream=index,codec_type,codec_name,profile,width,height,pix_fmt,field_order,color_transfer,sample_aspect_ratio,avg_frame_rate,r_frame_rate,bit_rate,channels,sample_rate",
  "stream_disposition=attached_pic,default",
  "stream_tags=rotate",
  "stream_side_data=rotation",
].join(":");
/** A file says within this what it is: 20 MB and 10 seconds of it are looked at. */
const reach = ["-probesize", "20000000", "-analyzeduration", "10000000"];

/**
 * Looks at a file's streams, without decoding more than it takes to know them.
 *
 * @param mostPixels of a frame; a decoder refuses larger ones
 */
export async function probe(
  ffmpeg: Ffmpeg,
  input: Input,
  mostPixels: number,
  options: Pick<RunOptions, "folder" | "signal" | "limits">,
): Promise<Result<Probe, MediaError>> {
  const args = [
    ...inputBounds(input.demuxer, mostPixels),
    ...reach,
    "-show_entries",
    entries,
    "-of",
    "json",
    input.path,
  ];
  const answer = await runFfprobe(ffmpeg, args, options);
  if (!answer.ok) return answer;
  const { streams = [], format = {} } = parse(answer.value);
  const isCover = (stream: Stream) => stream.disposition?.attached_pic === 1;
  const pictures = streams.filter((stream) => stream.codec_type === "video");
  const chosen = preferred(pictures.filter((stream) => !isCover(stream)));
  const sound = preferred(streams.filter((stream) => stream.codec_type === "audio"));
  const { width = 0, height = 0 } = chosen ?? {};
  if (width * height > mostPixels) return err({ type: "media/too-many-pixels", most: mostPixels });
  const picture = chosen ? pictureOf(chosen) : null;
  if (chosen && !picture)
    return err({ type: "media/unreadable", detail: "a video stream that cannot be decoded" });
  return ok({
    duration: positive(format.duration),
    bitrate: positive(format.bit_rate),
    picture,
    sound: sound ? soundOf(sound) : null,
    cover: pictures.find(isCover)?.index ?? null,
  });
}

/** Counts the frames of a stream without decoding them, up to `most`. */
export async function countFrames(
  ffmpeg: Ffmpeg,
  input: Input,
  stream: number,
  { most, mostPixels }: { most: number; mostPixels: number },
  options: Pick<RunOptions, "folder" | "signal" | "limits">,
): Promise<Result<number, MediaError>> {
  const counting = ["-select_streams", String(stream), "-count_packets", "-read_intervals", `%+#${most}`];
  const bounds = inputBounds(input.demuxer, mostPixels);
  const shown = ["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"];
  const answer = await runFfprobe(ffmpeg, [...bounds, ...counting, ...shown, input.path], options);
  return answer.ok ? ok(Number.parseInt(answer.value, 10) || 0) : answer;
}

function parse(text: string): { streams?: Stream[]; format?: { duration?: string; bit_rate?: string } } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The stream that the file itself prefers, else its first. */
function preferred(streams: Stream[]): Stream | undefined {
  return streams.find((stream) => stream.disposition?.default === 1) ?? streams[0];
}

/** Null for what ffmpeg finds no size or decoder for. */
function pictureOf(stream: Stream): PictureStream | null {
  const { index, codec_name: codec, pix_fmt: pixelFormat } = stream;
  const { width = 0, height = 0 } = stream;
  if (index === undefined || codec === undefined || pixelFormat === undefined || width < 1 || height < 1)
    return null;
  const aspect = ratio(stream.sample_aspect_ratio?.replace(":", "/")) ?? 1;
  const turned = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const rotation = turned ?? Number(stream.tags?.rotate ?? 0);
  const shown = { width: Math.max(1, Math.round(width * aspect)), height };
  const isSideways = Math.abs(rotation % 180) === 90;
  return {
    index,
    codec,
    profile: stream.profile ?? null,
    pixelFormat,
    width: isSideways ? shown.height : shown.width,
    height: isSideways ? shown.width : shown.height,
    isUpright: rotation === 0 && aspect === 1,
    isInterlaced: ["tt", "bb", "tb", "bt"].includes(stream.field_order ?? ""),
    // BT.2100: PQ and HLG.
    isHdr: ["smpte2084", "arib-std-b67"].includes(stream.color_transfer ?? ""),
    fps: ratio(stream.avg_frame_rate) ?? ratio(stream.r_frame_rate),
    bitrate: positive(stream.bit_rate),
  };
}

function soundOf(stream: Stream): SoundStream | null {
  const { index, codec_name: codec, channels = 0 } = stream;
  const sampleRate = positive(stream.sample_rate);
  if (index === undefined || codec === undefined || channels < 1 || sampleRate === null) return null;
  return {
    index,
    codec,
    profile: stream.profile ?? null,
    channels,
    sampleRate,
    bitrate: positive(stream.bit_rate),
  };
}

function positive(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : null;
}

/** `30000/1001` as a number; null for `0/0`. */
function ratio(text: string | undefined): number | null {
  const [above, below] = (text ?? "").split("/").map(Number);
  const value = above !== undefined && below !== undefined ? above / below : Number.NaN;
  return Number.isFinite(value) && value > 0 ? value : null;
}
