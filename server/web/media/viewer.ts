import { html } from "hono/html";
import type { Messages } from "../messages/en.ts";
import type { ShownMedium } from "./found.ts";
import { keyList, type MediumPart, turning } from "./parts.ts";
import { picture } from "./picture.ts";
import { VIEWER } from "./scripts.ts";

/** A picture with the way to the one before and after; its script makes it larger, and turns over by keys. */
export function viewerPart(found: ShownMedium, { media: words }: Messages): MediumPart {
  const { post, medium, n, name } = found;
  return {
    main: html`<figure class="viewer" data-viewer>
<div class="stage" role="region" aria-label="${words.stage}"><a href="${medium.url}">${picture(medium, medium.alt?.trim() || name, "large")}</a></div>
<div class="bar"><span class="row" data-with-scripts hidden>
<button type="button" class="plain" data-zoom="-1" aria-label="${words.smaller}">−</button>
<button type="button" class="plain" data-zoom="1" aria-label="${words.larger}">+</button></span>
${turning(post, n, words)}</div>
</figure>`,
    aside: keyList(words.viewerKeys, words.keys),
    script: VIEWER,
  };
}
