import { html } from "hono/html";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import { VIEWER } from "./scripts.ts";

/** For the head of a page with pictures in posts. */
export const dialogScript = html`<script type="module" src="${VIEWER}"></script>`;

/** What the script shows a picture in, over the page. Without it nothing of this is there, and pictures are links. */
export function pictureDialog({ media: words }: Messages): Html {
  return html`<template id="picture-dialog"><dialog class="pictures" aria-label="${words.kinds.image}">
<div class="bar"><span class="row">
<button type="button" class="plain" data-part="close" aria-label="${words.close}">✕</button>
<button type="button" class="plain" data-zoom="-1" aria-label="${words.smaller}">−</button>
<button type="button" class="plain" data-zoom="1" aria-label="${words.larger}">+</button></span>
<span class="row"><button type="button" class="plain" data-part="previous" aria-label="${words.previous}">←</button>
<span class="quiet" data-part="count" role="status"></span>
<button type="button" class="plain" data-part="next" aria-label="${words.next}">→</button></span></div>
<div class="stage" role="region" aria-label="${words.stage}"><a data-part="open"><img data-part="image" alt=""></a></div>
<div class="under"><p data-part="alt"></p><a data-part="page">${words.page}</a></div>
</dialog></template>`;
}
