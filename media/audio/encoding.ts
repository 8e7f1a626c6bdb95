import type { FfmpegCommand } from "fluent-ffmpeg";
import { addOutput } from "../ffmpeg/command.ts";
import type { SoundStream } from "../ffmpeg/probe.ts";
import { WAVEFORM_RATE } from "./waveform.ts";

const MAX_COPIED_BITRATE = 320_000;

/** Whether sound can stay as it is: AAC-LC in mono or stereo, which every browser and telephone plays. */
function isPlainAac({ codec, profile, channels, sampleRate, bitrate }: SoundStream): boolean {
  return (
    codec === "aac" &&
    profile === "LC" &&
    channels <= 2 &&
    sampleRate <= 48_000 &&
    (bitrate === null || bitrate <= MAX_COPIED_BITRATE)
  );
}

/** Options that make AAC of sound, as loud as it was, and leave what is AAC already as it is. */
export function aacOptions(sound: SoundStream): string[] {
  return isPlainAac(sound) ? ["-c:a", "copy"] : newAacOptions(sound);
}

/** Options that make AAC of sound, as loud as it was. */
export function newAacOptions(sound: SoundStream): string[] {
  const { channels } = sound;
  return [
    ["-c:a", "aac", "-b:a", channels === 1 ? "96k" : "160k"],
    ["-ac", String(Math.min(channels, 2)), "-ar", String(rateOf(sound))],
    // Gaps in a recording become silence, so that sound stays with its picture.
    ["-af", "aresample=async=1"],
    ["-flags:a", "+bitexact"],
  ].flat();
}

/** Options that make Opus of sound, as loud as it was. */
export function opusOptions({ codec, channels }: SoundStream): string[] {
  if (codec === "opus" && channels <= 2) return ["-c:a", "copy"];
  const bitrate = channels === 1 ? "64k" : "112k";
  return [
    "-c:a",
    "libopus",
    "-b:a",
    bitrate,
    "-ac",
    String(Math.min(channels, 2)),
    "-ar",
    "48000",
    "-flags:a",
    "+bitexact",
  ];
}

/** Adds sound as `createWaveform` takes it, on `pipe:3`. */
export function addWaveform(command: FfmpegCommand, stream: number): void {
  const plain = ["-ac", "1", "-ar", String(WAVEFORM_RATE), "-c:a", "pcm_s16le", "-f", "s16le"];
  addOutput(command, "pipe:3", "-map", `0:${stream}`, ...plain);
}

/** Hz: what is common stays, and anything else becomes 48,000. */
function rateOf({ sampleRate }: SoundStream): number {
  return [22_050, 24_000, 32_000, 44_100, 48_000].includes(sampleRate) ? sampleRate : 48_000;
}
