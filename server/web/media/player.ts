import { html, raw } from "hono/html";
import type { Messages } from "../messages/en.ts";
import type { ShownMedium } from "./found.ts";
import { loop, video } from "./moving.ts";
import { keyList, type MediumPart, turning } from "./parts.ts";
import { HLS, PLAYER } from "./scripts.ts";
import { streamOf } from "./shown.ts";
import { sound } from "./sound.ts";

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/**
 * A video or sound: the plain element, which its script gives keys, speeds and qualities. What the script needs to know
 * stands in data attributes.
 */
export function playerPart(found: ShownMedium, messages: Messages): MediumPart {
  const { post, medium, n, name } = found;
  const { media: words } = messages;
  const names = { label: medium.alt?.trim() || name, link: name };
  const element =
    medium.kind === "audio"
      ? sound(medium, names)
      : medium.loops
        ? loop(medium, names)
        : video(medium, names);
  const stream = medium.loops ? null : streamOf(medium);
  // In a script element a "<" could end it.
  const said = raw(JSON.stringify(words.said).replaceAll("<", "\\u003c"));
  const toggle = html`<label class="tick"><input type="checkbox" id="use-keys" checked> ${words.useKeys}</label>`;
  return {
    main: html`<figure class="player ${medium.kind === "audio" ? "sound" : "video"}" data-player${stream === null ? "" : html` data-stream="${stream}" data-hls="${HLS}"`}>
<div class="media">${element}</div>
<div class="bar"><span class="row" data-with-scripts hidden>
<label>${words.speed} <select data-speed>${speeds.map((speed) => html`<option value="${speed}"${speed === 1 ? " selected" : ""}>${speed}×</option>`)}</select></label>
<label data-quality-of hidden>${words.quality} <select data-quality><option value="-1">${words.automatic}</option></select></label></span>
${turning(post, n, words)}</div>
<p class="invisible" role="status" data-said></p>
<script type="application/json" data-words>${said}</script>
</figure>`,
    aside: keyList(words.playerKeys, words.keys, toggle),
    script: PLAYER,
  };
}
