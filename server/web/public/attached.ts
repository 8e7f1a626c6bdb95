import { html, raw } from "hono/html";
import { parseIri } from "#protocol/ids/iri.ts";
import type { CardView } from "../../cards/views.ts";
import type { PollView, PostView, QuoteView } from "../../posts/views/types.ts";
import { figures } from "../media/figures.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import type { ShownFiles } from "./shown-files.ts";

export function poll({ options, closed, closesAt, hidesTotals }: PollView, words: Messages): Html {
  const total = options.reduce((sum, option) => sum + option.votes, 0);
  const end = closed ? words.post.closed : closesAt === null ? "" : words.post.closes(words.time(closesAt));
  const isHidden = hidesTotals && !closed;
  return html`<ul class="poll">${options.map((option) => {
    const share = total === 0 ? 0 : option.votes / total;
    const votes = html`<span class="quiet">${words.post.votes(option.votes, share)}</span>`;
    return html`<li><span>${option.title}</span>${isHidden ? "" : html` ${votes}<meter value="${share.toFixed(3)}" aria-hidden="true"></meter>`}</li>`;
  })}</ul>
<p class="quiet">${end}</p>`;
}

export function quoteCard(quote: QuoteView, kit: { words: Messages; files: ShownFiles }): Html {
  const { words } = kit;
  const { post } = quote;
  if (post === null || quote.obstacle !== null) {
    if (quote.obstacle !== null || quote.state !== "unverified" || parseIri(quote.iri) === null)
      return html`<p class="quiet">${words.post.quoteGone}</p>`;
    return html`<p class="quiet">${words.post.quotes} <a href="${quote.iri}" rel="nofollow noopener">${quote.iri}</a></p>`;
  }
  const text = html`<div${post.language === null ? "" : html` lang="${post.language}"`}>${raw(post.html)}${figures(post, kit)}</div>`;
  const warning = foldedUnder(post, words);
  return html`<blockquote class="nested stack">
<p class="quiet">${words.post.quotes} <a href="${post.account.url}" rel="nofollow noopener">${post.account.displayName}</a> · <a href="${post.url}" rel="nofollow noopener"><time datetime="${post.publishedAt.toISOString()}">${words.time(post.publishedAt)}</time></a></p>
${warning === null ? text : html`<details><summary>${warning}</summary>${text}</details>`}
</blockquote>`;
}

/**
 * What all of a post is folded under: its warning. One that is only marked as sensitive says so of what it shows, which
 * is folded by itself (`figures`).
 */
export function foldedUnder(post: PostView, words: Messages): string | null {
  return post.warning ?? (post.sensitive && post.media.length === 0 ? words.post.sensitive : null);
}

/** A linked page in words; its picture lies elsewhere. */
export function previewCard(card: CardView): Html {
  const from = card.providerName || (URL.parse(card.url)?.host ?? "");
  return html`<p class="nested"><span class="quiet">${from}</span><br>
<a href="${card.url}" rel="nofollow noopener"><strong>${card.title || card.url}</strong></a>${card.description === "" ? "" : html`<br>${clipped(card.description)}`}</p>`;
}

function clipped(text: string): string {
  const points = [...text];
  return points.length > 240 ? `${points.slice(0, 240).join("")}…` : text;
}
