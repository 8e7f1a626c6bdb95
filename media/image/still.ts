import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#protocol/result.ts";
import { digestOf } from "../digest.ts";
import type { FileRole, MediaError, OnProgress, Produced, ProducedFile } from "../produced.ts";
import { nameOf } from "../storage/names.ts";
import { decodePicture, type Pixels } from "./decode.ts";
import { drawSvg } from "./draw.ts";
import { type Encoded, encodeAlternative, encodeMain, encodeSmall, isWorth, scale } from "./encode.ts";
import { pictureFailure } from "./failure.ts";
import { describeLooks, type Looks } from "./looks.ts";
import { smallSize } from "./size.ts";

export interface PictureSource {
  path: string;
  /** As `identify` says. */
  mediaType: string;
}

/** Bits a pixel at which a file without loss holds a photograph: drawings and screenshots take fewer. */
const PHOTOGRAPH_BITS = 4;
const mediaTypes = { jpg: "image/jpeg", png: "image/png", webp: "image/webp" } as const;

/**
 * Makes of somebody's picture what people are shown: upright, in sRGB, and without anything else that the file carried.
 * `main` is JPEG or PNG, `alternative` the same as WebP where that is smaller, `small` a WebP for timelines. Of what moves it
 * takes the first frame.
 *
 * The file is decoded once, and everything is made of that. Nothing of the source's bytes goes out as it is. How many
 * pictures are worked on at once is for the caller to bound: each takes 100 to 450 MB for a moment.
 *
 * @param work a folder, in which nothing is left when there is an error
 * @example
 * const made = await makePicture({ path: "/tmp/upload", mediaType: "image/heic" }, "/tmp/work");
 * if (made.ok) made.value.files; // [{ role: "main", name: "ab….jpg", path: "/tmp/work/ab….jpg", … }, …]
 */
export async function makePicture(
  source: PictureSource,
  work: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: OnProgress } = {},
): Promise<Result<Produced, MediaError>> {
  const written: string[] = [];
  try {
    signal?.throwIfAborted();
    const decoded = await decode(source, signal);
    if (!decoded.ok) return decoded;
    signal?.throwIfAborted();
    onProgress?.(0.4);
    const made = await encode(decoded.value.pixels, decoded.value.isDrawing);
    signal?.throwIfAborted();
    onProgress?.(0.9);
    const files = await write(made.files, work, written);
    onProgress?.(1);
    written.length = 0;
    return ok(describe(decoded.value.sha256, decoded.value.pixels, made.looks, files));
  } catch (error) {
    return err(signal?.aborted ? { type: "media/gave-up", detail: "aborted" } : pictureFailure(error));
  } finally {
    await Promise.all(written.map((path) => rm(path, { force: true })));
  }
}

interface Decoded {
  pixels: Pixels;
  isDrawing: boolean;
  sha256: string;
}

async function decode(
  { path, mediaType }: PictureSource,
  signal: AbortSignal | undefined,
): Promise<Result<Decoded, MediaError>> {
  const { size } = await stat(path);
  if (size === 0) return err({ type: "media/unreadable", detail: "the file is empty" });
  const isSvg = mediaType === "image/svg+xml";
  const drawn = isSvg ? await drawSvg(path, signal) : ok(path);
  if (!drawn.ok) return drawn;
  const [pixels, sha256] = await all(
    decodePicture(drawn.value, isSvg ? "image/png" : mediaType),
    digestOf(path),
  );
  if (!pixels.ok) return pixels;
  const { width, height } = pixels.value;
  const isLossless = ["image/png", "image/apng", "image/gif"].includes(mediaType);
  return ok({
    pixels: pixels.value,
    isDrawing: isSvg || (isLossless && (size * 8) / (width * height) < PHOTOGRAPH_BITS),
    sha256,
  });
}

async function encode(
  pixels: Pixels,
  isDrawing: boolean,
): Promise<{ files: [FileRole, Encoded][]; looks: Looks }> {
  const [main, alternative, [small, looks]] = await all(
    encodeMain(pixels, isDrawing),
    encodeAlternative(pixels, isDrawing),
    scale(pixels, smallSize(pixels)).then((small) => all(encodeSmall(small), describeLooks(pixels, small))),
  );
  const files: [FileRole, Encoded][] = [["main", main]];
  if (alternative && isWorth(alternative, main)) files.push(["alternative", alternative]);
  return { files: [...files, ["small", small]], looks };
}

/** As `Promise.all`, but nothing is still at work when it throws. */
async function all<T extends readonly unknown[]>(...works: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(works);
  return Promise.all(works) as unknown as Promise<T>;
}

async function write(
  files: readonly [FileRole, Encoded][],
  work: string,
  written: string[],
): Promise<ProducedFile[]> {
  const produced: ProducedFile[] = [];
  for (const [role, { bytes, extension, width, height }] of files) {
    const name = nameOf(bytes, extension);
    const path = join(work, name);
    written.push(path);
    await writeFile(path, bytes);
    const mediaType = mediaTypes[extension];
    produced.push({ role, name, path, mediaType, size: bytes.length, width, height, fps: null });
  }
  return produced;
}

function describe(sha256: string, { width, height }: Pixels, looks: Looks, files: ProducedFile[]): Produced {
  const { blurhash, colour, hash } = looks;
  const unknown = { duration: null, fps: null, bitrate: null, waveform: null };
  return { kind: "image", sha256, width, height, blurhash, colour, hashes: [hash], files, ...unknown };
}
