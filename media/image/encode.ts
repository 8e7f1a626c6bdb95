import { openPixels, type Pixels } from "./decode.ts";
import type { Size } from "./size.ts";

/** A file in memory. */
export interface Encoded extends Size {
  bytes: Buffer;
  extension: "jpg" | "png" | "webp";
}

/** How hard each is worked on. WebP in its quickest way is smaller than JPEG already. */
export const codings = {
  main: { quality: 85 },
  alternative: { quality: 80, effort: 0 },
  small: { quality: 80, effort: 4 },
} as const;
/** What is seen through in more bytes than this goes out as WebP: peers refuse larger files, Mastodon from 16 MiB on. */
const MAX_PNG_BYTES = 8 * 1_048_576;
/** Another coding is worth its place when it is a tenth smaller. */
const WORTH = 0.9;

/**
 * In a form that every peer shows: JPEG; PNG of what can be seen through, and of drawings and screenshots, whose edges JPEG
 * smears.
 */
export async function encodeMain(pixels: Pixels, isDrawing: boolean): Promise<Encoded> {
  const { width, height, channels } = pixels;
  if (channels === 3 && !isDrawing) return encodeJpeg(pixels);
  const bytes = await openPixels(pixels).png().toBuffer();
  if (bytes.length <= MAX_PNG_BYTES) return { bytes, extension: "png", width, height };
  return channels === 3 ? encodeJpeg(pixels) : encodeWebp(pixels, codings.small);
}

/**
 * The same as WebP; null beside PNG, as without loss it takes ten times as long, and with loss it isn't the same.
 */
export async function encodeAlternative(pixels: Pixels, isDrawing: boolean): Promise<Encoded | null> {
  return pixels.channels === 3 && !isDrawing ? encodeWebp(pixels, codings.alternative) : null;
}

/** For timelines, where a few bytes less are worth some time. */
export const encodeSmall = (pixels: Pixels): Promise<Encoded> => encodeWebp(pixels, codings.small);

/** Whether the alternative is worth keeping. */
export const isWorth = (alternative: Encoded, main: Encoded): boolean =>
  alternative.bytes.length < main.bytes.length * WORTH;

/** A picture in another size. */
export async function scale(pixels: Pixels, { width, height }: Size): Promise<Pixels> {
  if (width === pixels.width && height === pixels.height) return pixels;
  const data = await openPixels(pixels).resize(width, height, { fit: "fill" }).raw().toBuffer();
  return { data, width, height, channels: pixels.channels };
}

async function encodeJpeg(pixels: Pixels): Promise<Encoded> {
  const bytes = await openPixels(pixels).jpeg(codings.main).toBuffer();
  return { bytes, extension: "jpg", width: pixels.width, height: pixels.height };
}

async function encodeWebp(pixels: Pixels, coding: { quality: number; effort: number }): Promise<Encoded> {
  const bytes = await openPixels(pixels).webp(coding).toBuffer();
  return { bytes, extension: "webp", width: pixels.width, height: pixels.height };
}
