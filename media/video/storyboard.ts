import { writeFile } from "node:fs/promises";
import path from "node:path";
import { webVttTime } from "../captions/webvtt.ts";
import { produced, referTo } from "../ffmpeg/file.ts";
import type { ProducedFile } from "../produced.ts";
import type { StoryboardPlan } from "./plan.ts";

/**
 * The sheet of pictures that ffmpeg has left as `storyboard.jpg`, and the WebVTT that says which part of it (Media Fragments
 * URI §4.2.2) is seen when: what players show while one looks for a place.
 */
export async function toStoryboard(
  folder: string,
  { cell, interval, count, columns, rows }: StoryboardPlan,
  duration: number,
): Promise<ProducedFile[]> {
  const sheet = await produced("storyboard", path.join(folder, "storyboard.jpg"), "image/jpeg", {
    width: cell.width * columns,
    height: cell.height * rows,
  });
  const cues = Array.from({ length: count }, (_, at) => {
    const until = at === count - 1 ? duration : (at + 1) * interval;
    const x = (at % columns) * cell.width;
    const y = Math.floor(at / columns) * cell.height;
    return `${webVttTime(at * interval * 1_000)} --> ${webVttTime(Math.round(until * 1_000))}\n${referTo(sheet.name)}#xywh=${x},${y},${cell.width},${cell.height}\n`;
  });
  const index = path.join(folder, "storyboard.vtt");
  await writeFile(index, ["WEBVTT\n", ...cues].join("\n"));
  return [sheet, await produced("storyboard-index", index, "text/vtt")];
}
