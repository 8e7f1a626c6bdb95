import { html } from "hono/html";
import { parseIri } from "#protocol/ids/iri.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import type { ShownFiles } from "../public/shown-files.ts";
import type { Html } from "../ui/layout.ts";
import { mediumPath } from "./address.ts";
import { loop, video } from "./moving.ts";
import { picture } from "./picture.ts";
import { shown } from "./shown.ts";
import { sound } from "./sound.ts";

interface Kit {
  words: Messages;
  files: ShownFiles;
}

/**
 * What is attached to a post. What its author marks as sensitive is folded away, unless all of the post is: with a
 * warning.
 */
export function figures(post: PostView, { words, files }: Kit): Html {
  const { media, account } = post;
  if (media.length === 0) return html``;
  const all = media.map((medium, at) => figure(post, medium, at + 1, { words, files }));
  const group = html`<div class="media${media.length > 1 ? " many" : ""}">${all}</div>`;
  const isSensitive = post.sensitive || account.sensitized || media.some(({ sensitive }) => sensitive);
  if (!isSensitive || post.warning !== null) return group;
  return html`<details><summary>${words.media.sensitive}</summary>${group}</details>`;
}

function figure(post: PostView, medium: Medium, n: number, { words, files }: Kit): Html {
  const name = words.media.nth(medium.kind, n, post.media.length);
  const label = medium.alt?.trim() || name;
  const ours = shown(medium, post.account, files);
  if (ours === null || ours.kind === "document") return linked(medium, label);
  const page = mediumPath(post, n);
  if (ours.kind === "image") {
    const content = picture(ours, label, "small");
    return html`<figure class="picture"><a href="${page ?? ours.url}" data-picture="${ours.url}">${content}</a></figure>`;
  }
  if (ours.loops) return html`<figure class="picture">${loop(ours, { label, link: name })}</figure>`;
  const length = ours.duration === null ? "" : words.media.duration(ours.duration);
  const player = page === null ? "" : html`<a href="${page}">${words.media.player}</a>`;
  const caption = html`<figcaption class="quiet">${player}${page !== null && length !== "" ? " · " : ""}${length}</figcaption>`;
  if (ours.kind === "audio")
    return html`<figure class="sound">${sound(ours, { label, link: name })}${caption}</figure>`;
  return html`<figure class="video">${video(ours, { label, link: name })}${caption}</figure>`;
}

/** What is not shown here: other servers need not learn who reads. */
function linked({ url }: Medium, label: string): Html {
  if (parseIri(url) === null) return html``;
  return html`<p><a href="${url}" rel="nofollow noopener">${label}</a></p>`;
}
