import { html, raw } from "hono/html";
import { parseIri } from "#protocol/ids/iri.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { PollView, PostView } from "../posts/views/types.ts";
import type { Messages } from "./messages/en.ts";
import type { Html } from "./ui/layout.ts";

/** A post as anybody may read it: title, text, files, poll, when and where. What has a warning is folded away. */
export function postCard(post: PostView, words: Messages): Html {
  const isFolded = post.warning !== null || post.sensitive;
  const title = post.title === null ? "" : html`<h2>${post.title}</h2>`;
  const content = html`<div class="stack">
${raw(post.html)}
${post.poll === null ? "" : poll(post.poll, words)}
${post.media.map((medium) => file(medium, words))}
${post.link !== null && parseIri(post.link) ? html`<p><a href="${post.link}" rel="nofollow noopener">${post.link}</a></p>` : ""}
${post.quote === null ? "" : html`<p class="quiet">${words.post.quotes} <a href="${post.quote.iri}" rel="nofollow noopener">${post.quote.iri}</a></p>`}
</div>`;
  const language = post.language === null ? "" : html`lang="${post.language}"`;
  return html`<article class="card stack" ${language}>
<p class="quiet"><a href="${post.account.url}">${post.account.displayName}</a> · <a href="${post.url}"><time datetime="${post.publishedAt.toISOString()}">${words.time(post.publishedAt)}</time></a>${post.editedAt === null ? "" : html` · ${words.post.edited}`}</p>
${post.inReplyTo === null ? "" : html`<p class="quiet">${words.post.answers} <a href="${post.inReplyTo.iri}" rel="nofollow noopener">${post.inReplyTo.iri}</a></p>`}
${title}
${isFolded ? html`<details><summary>${post.warning ?? words.post.sensitive}</summary>${content}</details>` : content}
</article>`;
}

function poll({ options, closed, closesAt }: PollView, words: Messages): Html {
  const total = options.reduce((sum, option) => sum + option.votes, 0);
  const end = closed ? words.post.closed : closesAt === null ? "" : words.post.closes(words.time(closesAt));
  return html`<dl>${options.map(
    (option) =>
      html`<dt>${option.title}</dt><dd>${words.post.votes(option.votes, total === 0 ? 0 : option.votes / total)}</dd>`,
  )}</dl>
<p class="quiet">${end}</p>`;
}

function file(medium: Medium, words: Messages): Html {
  if (parseIri(medium.url) === null) return html``;
  if (medium.kind !== "image")
    return html`<p><a href="${medium.url}" rel="nofollow noopener">${medium.alt ?? words.post.file(medium.kind)}</a></p>`;
  const size = medium.width && medium.height ? html`width="${medium.width}" height="${medium.height}"` : "";
  return html`<p><img src="${medium.url}" alt="${medium.alt ?? ""}" loading="lazy" ${size}></p>`;
}
