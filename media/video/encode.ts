import type { FfmpegCommand } from "fluent-ffmpeg";
import { aacOptions, addWaveform } from "../audio/encoding.ts";
import { addOutput, commandOn, type Input } from "../ffmpeg/command.ts";
import type { PictureStream, Probe } from "../ffmpeg/probe.ts";
import type { VideoSettings } from "../ffmpeg/settings.ts";
import type { Plan } from "./plan.ts";
import { bitrateOf, type Size } from "./sizes.ts";

/** Seconds from one key frame to the next, and of a segment of a stream. */
const KEY_SECONDS = 2;
const SEGMENT_SECONDS = 4;

/** BT.2100 to BT.709, by way of light itself. */
const toSdr = [
  "zscale=t=linear:npl=100",
  "format=gbrpf32le",
  "zscale=p=bt709",
  "tonemap=tonemap=hable:desat=0",
  "zscale=t=bt709:m=bt709:r=tv",
];

/**
 * One run of ffmpeg that decodes a video once and makes of it `main.mp4`, the smaller renditions `1.mp4`, `1.m3u8`, and so on,
 * `storyboard.jpg`, on `pipe:1` the sampled frames in grey, and on `pipe:3` its sound for the waveform.
 */
export function encode(
  input: Input,
  { picture, sound }: Probe & { picture: PictureStream },
  plan: Plan,
  settings: VideoSettings,
): FfmpegCommand {
  const threads = String(settings.threads);
  const reading = ["-threads", threads, "-t", String(settings.maxSeconds + 1)];
  const command = commandOn(input, settings.maxPixels, ...reading);
  command.complexFilter(graphOf(picture, plan, settings));
  const soundOf = sound ? ["-map", `0:${sound.index}`, ...aacOptions(sound)] : [];
  const mainPicture = plan.keepsPicture
    ? ["-map", `0:${picture.index}`, ...keptPicture]
    : ["-map", "[main]", ...h264Options(plan.main, plan.fps, settings)];
  addOutput(command, "main.mp4", ...mainPicture, ...soundOf, "-movflags", "+faststart");
  for (const [at, size] of plan.smaller.entries())
    addRendition(
      command,
      String(at + 1),
      [["-map", `[smaller${at}]`], h264Options(size, plan.fps, settings), soundOf].flat(),
    );
  const frames = ["-frames:v", String(plan.sampling.most)];
  addOutput(command, "pipe:1", "-map", "[samples]", ...frames, "-c:v", "rawvideo", "-f", "rawvideo");
  if (plan.storyboard)
    addOutput(command, "storyboard.jpg", "-map", "[sheet]", "-frames:v", "1", "-q:v", "5", "-f", "mjpeg");
  if (sound) addWaveform(command, sound.index);
  return command;
}

/** One rendition of a stream: fragmented MP4 in one file, and the playlist of its byte ranges. */
export function addRendition(command: FfmpegCommand, name: string, options: string[]): void {
  const packing = [
    ["-f", "hls", "-hls_playlist_type", "vod", "-hls_time", String(SEGMENT_SECONDS)],
    ["-hls_segment_type", "fmp4", "-hls_flags", "single_file+independent_segments"],
    ["-hls_segment_filename", `${name}.mp4`],
  ].flat();
  addOutput(command, `${name}.m3u8`, ...options, ...packing);
}

/** As it is, without what an encoder or a camera has written between the frames (SEI, NAL type 6): places are among it. */
const keptPicture = ["-c:v", "copy", "-bsf:v", "filter_units=remove_types=6"];

/** What every browser and telephone plays, in groups of frames that need no other group. */
export function h264Options(size: Size, fps: number, settings: VideoSettings): string[] {
  const most = bitrateOf(size, fps);
  return [
    ["-c:v", "libx264", "-preset", settings.preset, "-crf", String(settings.quality)],
    ["-maxrate", String(most), "-bufsize", String(most * 2)],
    ["-profile:v", "high", "-pix_fmt", "yuv420p", "-threads:v", String(settings.threads)],
    ["-force_key_frames", `expr:gte(t,n_forced*${KEY_SECONDS})`, "-flags:v", "+cgop+bitexact"],
  ].flat();
}

/** The picture in `main`'s size, and from there everything else: to scale a large frame down is done once. */
function graphOf(picture: PictureStream, plan: Plan, settings: VideoSettings): string[] {
  const { sampling, storyboard } = plan;
  const to = ({ width, height }: Size) => `scale=${width}:${height}`;
  const upright = [
    ...(picture.isInterlaced ? ["yadif=deint=interlaced"] : []),
    ...(picture.fps !== null && picture.fps > settings.maxFps + 0.5 ? [`fps=${settings.maxFps}`] : []),
    ...(plan.keepsPicture ? [] : [to(plan.main)]),
    "setsar=1",
    ...(picture.isHdr ? toSdr : []),
    "format=yuv420p",
  ];
  // Rounded up, a picture is the one that is seen at its time; to the nearest, it would be one from half a step later.
  const every = (perSecond: number) => `fps=${perSecond}:round=up`;
  const branches = [
    ...(plan.keepsPicture ? [] : [["null", "[main]"]]),
    ...plan.smaller.map((size, at) => [to(size), `[smaller${at}]`]),
    [`${every(sampling.perSecond)},${to(sampling.size)}:flags=area,format=gray`, "[samples]"],
    ...(storyboard
      ? [
          [
            `${every(1 / storyboard.interval)},${to(storyboard.cell)},tile=${storyboard.columns}x${storyboard.rows},format=yuvj420p`,
            "[sheet]",
          ],
        ]
      : []),
  ];
  const inputs = branches.map((_, at) => `[copy${at}]`);
  return [
    `[0:${picture.index}]${upright.join(",")},split=${branches.length}${inputs.join("")}`,
    ...branches.map(([filters, output], at) => `${inputs[at]}${filters}${output}`),
  ];
}
