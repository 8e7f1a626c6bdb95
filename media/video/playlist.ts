import { open, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { produced, referTo } from "../ffmpeg/file.ts";
import type { ProducedFile } from "../produced.ts";
import type { Size } from "./sizes.ts";

/** One rendition of a stream as ffmpeg has left it: `<name>.mp4` and `<name>.m3u8`. */
export interface Rendition {
  name: string;
  size: Size;
  fps: number;
}

interface Segment {
  seconds: number;
  bytes: number;
}

const APPLE = "application/x-mpegURL";
const BOX_BYTES = 65_536;

/** Seconds of a playlist's longest segment, rounded. */
export async function targetDuration(playlist: string): Promise<number> {
  return Number(/^#EXT-X-TARGETDURATION:(\d+)/m.exec(await readFile(playlist, "utf8"))?.[1] ?? 0);
}

/**
 * An adaptive stream, RFC 8216: the playlist of playlists, the playlists, and the files that these refer to, each under
 * the name of its content and known to the others by it.
 *
 * @param hasSound in every rendition alike, AAC-LC
 */
export async function toStream(
  folder: string,
  renditions: readonly Rendition[],
  hasSound: boolean,
): Promise<ProducedFile[]> {
  const files: ProducedFile[] = [];
  const lines: string[] = [];
  for (const { name, size, fps } of renditions) {
    const media = path.join(folder, `${name}.mp4`);
    const list = path.join(folder, `${name}.m3u8`);
    const rendition = await produced("rendition", media, "video/mp4", { ...size, fps });
    const written = await readFile(list, "utf8");
    await writeFile(list, written.replaceAll(`${name}.mp4`, referTo(rendition.name)));
    const playlist = await produced("playlist", list, APPLE, { ...size, fps });
    const codecs = [await h264Name(media), ...(hasSound ? ["mp4a.40.2"] : [])].join(",");
    lines.push(
      `#EXT-X-STREAM-INF:${attributes(segmentsOf(written), size, fps, codecs)}`,
      referTo(playlist.name),
    );
    files.push(playlist, rendition);
  }
  const master = path.join(folder, "stream.m3u8");
  await writeFile(
    master,
    `${["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS", ...lines].join("\n")}\n`,
  );
  const [largest] = renditions;
  return [await produced("stream", master, APPLE, { ...largest?.size, fps: largest?.fps }), ...files];
}

/** RFC 8216 §4.3.4.2: the peak is that of the heaviest segment. */
function attributes(
  segments: readonly Segment[],
  { width, height }: Size,
  fps: number,
  codecs: string,
): string {
  const rates = segments
    .filter(({ seconds }) => seconds > 0)
    .map(({ seconds, bytes }) => (bytes * 8) / seconds);
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0);
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return [
    `BANDWIDTH=${Math.ceil(Math.max(1, ...rates))}`,
    `AVERAGE-BANDWIDTH=${Math.ceil(Math.max(1, seconds > 0 ? (bytes * 8) / seconds : 0))}`,
    `RESOLUTION=${width}x${height}`,
    `FRAME-RATE=${fps.toFixed(3)}`,
    `CODECS="${codecs}"`,
  ].join(",");
}

function segmentsOf(playlist: string): Segment[] {
  const pattern = /^#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@/gm;
  return [...playlist.matchAll(pattern)].map(([, seconds, bytes]) => ({
    seconds: Number(seconds),
    bytes: Number(bytes),
  }));
}

/** `avc1.64001f`: profile, constraints and level as the `avcC` box says, ISO/IEC 14496-15 §5.3.3 and RFC 6381 §3.3. */
async function h264Name(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BOX_BYTES), 0, BOX_BYTES, 0);
    const at = buffer.subarray(0, bytesRead).indexOf("avcC", 0, "latin1");
    if (at < 0) throw new Error(`no avcC box in ${file}`);
    return `avc1.${buffer.toString("hex", at + 5, at + 8)}`;
  } finally {
    await handle.close();
  }
}
