import { identify } from "#media/identify.ts";
import { makePicture } from "#media/image/still.ts";
import type { MediaError, ProducedFile } from "#media/produced.ts";
import { err, ok, type Result } from "#protocol/result.ts";

/** Makes the picture that somebody chose to stand for a medium, in the size of a preview. */
export async function makeThumbnail(path: string, work: string): Promise<Result<ProducedFile, MediaError>> {
  const identified = await identify(path);
  if (!identified.ok) return identified;
  const { family, mediaType } = identified.value;
  if (family !== "image") return err({ type: "media/unknown-type", detail: mediaType });
  const made = await makePicture({ path, mediaType }, work);
  if (!made.ok) return made;
  const { files } = made.value;
  const chosen = files.find((file) => file.role === "small") ?? files.find((file) => file.role === "main");
  return chosen === undefined ? err({ type: "media/unreadable" }) : ok({ ...chosen, role: "poster" });
}
