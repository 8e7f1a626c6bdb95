import { html } from "hono/html";
import type { Medium } from "#protocol/model/medium.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import { STREAM } from "./shown.ts";

/** Every file of a medium that a person may want for themselves. */
export function fileLinks(medium: Medium, { media: words }: Messages): Html {
  const { alternatives = [], captions = [] } = medium;
  const files = [
    { ...medium, mediaType: medium.mediaType ?? "" },
    ...alternatives.filter(({ mediaType }) => mediaType.toLowerCase() !== STREAM.toLowerCase()),
  ];
  const links = files.map(({ url, mediaType, width, height, size }) => {
    const type = mediaType.split("/").at(-1)?.toUpperCase() ?? "";
    const pixels = width && height ? words.size(width, height) : "";
    return html`<li><a href="${url}">${[type, pixels].filter(Boolean).join(" ") || words.kinds[medium.kind]}</a>${size === null ? "" : html` <span class="quiet">${words.bytes(size)}</span>`}</li>`;
  });
  const said = captions.map(
    ({ url, label, language }) =>
      html`<li><a href="${url}">${words.captionsFile(label ?? language)}</a></li>`,
  );
  return html`<ul class="files">${links}${said}</ul>`;
}
