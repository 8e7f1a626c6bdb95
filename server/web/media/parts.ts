import { html } from "hono/html";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import { mediumPath } from "./address.ts";

/** What differs between the pages of a picture, a video and a sound. */
export interface MediumPart {
  main: Html;
  /** What stands beside its description. */
  aside: Html;
  /** The script that does more with it than a plain element does. */
  script: string;
}

/** Links to the medium before and after. */
export function turning(post: PostView, n: number, words: Messages["media"]): Html {
  const { length } = post.media;
  if (length < 2) return html``;
  const previous = n > 1 ? mediumPath(post, n - 1) : null;
  const next = n < length ? mediumPath(post, n + 1) : null;
  return html`<nav class="row" aria-label="${words.all}">
${previous === null ? "" : html`<a rel="prev" href="${previous}">← ${words.previous}</a>`}
<span class="quiet">${n} / ${length}</span>
${next === null ? "" : html`<a rel="next" href="${next}">${words.next} →</a>`}</nav>`;
}

/** Keys and what they do; shown where scripts run, since nothing hears them elsewhere. */
export function keyList(keys: readonly (readonly string[])[], title: string, before: Html | "" = ""): Html {
  return html`<details class="keys" data-with-scripts hidden><summary>${title}</summary>${before}
<dl>${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></details>`;
}
