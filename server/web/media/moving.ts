import { html } from "hono/html";
import type { Medium } from "#protocol/model/medium.ts";
import type { Html } from "../ui/layout.ts";
import { STREAM, streamOf } from "./shown.ts";

interface Words {
  /** What it is, for whoever does not see it. */
  label: string;
  /** Of the link where no video plays. */
  link: string;
}

/** A video as a plain element: the stream where the browser plays such, else the file. Nothing loads before it is asked for. */
export function video(medium: Medium, { label, link }: Words): Html {
  const stream = streamOf(medium);
  // Captions from a CDN are read only so.
  const crossOrigin = (medium.captions ?? []).length > 0 ? " crossorigin" : "";
  return html`<video controls preload="none" playsinline aria-label="${label}" ${measures(medium)}${crossOrigin}>
${stream === null ? "" : html`<source src="${stream}" type="${STREAM}">`}
<source src="${medium.url}" type="${medium.mediaType ?? "video/mp4"}">
${tracks(medium)}
<a href="${medium.url}">${link}</a>
</video>`;
}

/**
 * What moves without end and without a sound: by itself, except for readers who want less of that; they get it with a
 * button. Without the media query's match the first has no source, loads nothing and is not shown.
 */
export function loop(medium: Medium, { label, link }: Words): Html {
  const type = medium.mediaType ?? "video/mp4";
  const still = medium.previewUrl === null ? html`preload="metadata"` : html`preload="none"`;
  return html`<video class="moves" autoplay loop muted playsinline controls aria-label="${label}" ${measures(medium)}>
<source src="${medium.url}" type="${type}" media="(prefers-reduced-motion: no-preference)">
</video><video class="still" loop muted playsinline controls ${still} aria-label="${label}" ${measures(medium)}>
<source src="${medium.url}" type="${type}">
<a href="${medium.url}">${link}</a>
</video>`;
}

function measures({ width, height, previewUrl }: Medium): Html {
  return html`${previewUrl === null ? "" : html`poster="${previewUrl}"`} ${width && height ? html`width="${width}" height="${height}"` : ""}`;
}

function tracks({ captions = [] }: Medium): Html {
  return html`${captions.map(
    ({ url, language, label }) =>
      html`<track kind="captions" src="${url}" srclang="${language}" label="${label ?? language}">`,
  )}`;
}
