import { html } from "hono/html";
import type { Medium, MediumFile } from "#protocol/model/medium.ts";
import type { Html } from "../ui/layout.ts";

/** Smallest first: a browser takes the first coding that it knows. */
const codings = ["image/avif", "image/webp", "image/jpeg", "image/png"];

/** Pixels that are enough beside text, also on screens with two for one. */
const BESIDE_TEXT = 1280;

/** How wide a picture is beside text, and alone on its page. */
const widths = { small: "(min-width: 40rem) 36rem, 94vw", large: "100vw" };

/** A picture in the codings and sizes it has; its place is kept free from the start by its proportions. */
export function picture(medium: Medium, alt: string, size: "small" | "large"): Html {
  const { alternatives = [], width, height } = medium;
  // Beside text, a coding that is there in full size alone is more to load than the small picture.
  const most = size === "small" ? BESIDE_TEXT : Number.POSITIVE_INFINITY;
  const groups = codings
    .map((type) => ({ type, files: alternatives.filter(({ mediaType }) => mediaType === type) }))
    .filter(({ files }) => files.some(({ width }) => width !== null && width <= most));
  const measures = width && height ? html`width="${width}" height="${height}"` : "";
  const source = size === "small" ? (medium.previewUrl ?? medium.url) : medium.url;
  const own = size === "small" ? ownSizes(medium) : "";
  return html`<picture>${groups.map(
    ({ type, files }) => html`<source type="${type}" srcset="${candidates(files)}" sizes="${widths[size]}">`,
  )}<img src="${source}"${own} alt="${alt}" class="${focusClasses(medium)}" ${measures} ${size === "small" ? html`loading="lazy"` : ""} decoding="async"></picture>`;
}

/** The small picture and the whole one: a screen with three pixels for one may take the whole. */
function ownSizes({ url, width, previewUrl, previewSize }: Medium): Html | "" {
  if (previewUrl === null || !previewSize || width === null) return "";
  return html` srcset="${previewUrl} ${previewSize[0]}w, ${url} ${width}w" sizes="${widths.small}"`;
}

function candidates(files: readonly MediumFile[]): string {
  return files.flatMap(({ url, width }) => (width === null ? [] : `${url} ${width}w`)).join(", ");
}

/**
 * Where the point that matters is when a picture is cut to a shape, in fifths: the pages' policy allows no styles within
 * elements, so the stylesheet has a class for each.
 */
function focusClasses({ focalPoint }: Medium): string {
  if (focalPoint === null) return "";
  const fifth = (share: number) => Math.min(4, Math.max(0, Math.floor(share * 5)));
  const [x, y] = focalPoint;
  return `at-x${fifth((x + 1) / 2)} at-y${fifth((1 - y) / 2)}`;
}
