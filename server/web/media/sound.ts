import { html } from "hono/html";
import type { Medium } from "#protocol/model/medium.ts";
import type { Html } from "../ui/layout.ts";

/** A sound as a plain element, in the codings it has, under its cover. */
export function sound(medium: Medium, { label, link }: { label: string; link: string }): Html {
  const { alternatives = [], previewUrl, captions = [] } = medium;
  const files = [
    { url: medium.url, mediaType: medium.mediaType ?? "" },
    ...alternatives.filter(({ mediaType }) => mediaType.startsWith("audio/")),
  ];
  // A cover says nothing that the sound's own name does not.
  return html`${previewUrl === null ? "" : html`<img src="${previewUrl}" alt="" loading="lazy" decoding="async">`}
<audio controls preload="none" aria-label="${label}">
${files.map(({ url, mediaType }) => html`<source src="${url}"${mediaType === "" ? "" : html` type="${mediaType}"`}>`)}
${captions.map(({ url, language, label: name }) => html`<track kind="captions" src="${url}" srclang="${language}" label="${name ?? language}">`)}
<a href="${medium.url}">${link}</a>
</audio>`;
}
