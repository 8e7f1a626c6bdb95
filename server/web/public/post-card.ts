import { html, raw } from "hono/html";
import { parseIri } from "#protocol/ids/iri.ts";
import type { CardView } from "../../cards/views.ts";
import type { AccountSummary, PostView } from "../../posts/views/types.ts";
import { figures } from "../media/figures.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import { foldedUnder, poll, previewCard, quoteCard } from "./attached.ts";
import { labels, marks } from "./marks.ts";
import { portrait } from "./portrait.ts";
import type { ShownFiles } from "./shown-files.ts";

/** What every card on a page is made with. */
export interface CardKit {
  words: Messages;
  files: ShownFiles;
  /** Preview cards by post. */
  links: ReadonlyMap<string, CardView>;
}

interface Place {
  boostedBy?: AccountSummary | null;
  isPinned?: boolean;
  /** The post that the page is about: it is marked, and says how it was received. */
  isFocus?: boolean;
}

/** A post as anybody may read it: title, text, files, poll, when and where. What has a warning is folded away. */
export function postCard(post: PostView, kit: CardKit, place: Place = {}): Html {
  const { words } = kit;
  const warning = foldedUnder(post, words);
  const content = body(post, kit);
  const language = post.language === null ? "" : html`lang="${post.language}"`;
  return html`<article class="card stack${place.isFocus ? " focus" : ""}"${place.isFocus ? html` id="post"` : ""}>
${above(post, kit, place)}
<p class="byline">${portrait(post.account, kit.files)}<span><a class="name" href="${post.account.url}">${post.account.displayName}</a>${labels(post.account.labels, words)}<br>
<span class="quiet">${handle(post.account)} · <a href="${post.url}"><time datetime="${post.publishedAt.toISOString()}">${words.time(post.publishedAt)}</time></a>${post.editedAt === null ? "" : html` · ${words.post.edited}`}</span></span></p>
<div class="stack" ${language}>
${post.title === null ? "" : html`<h2>${post.title}</h2>`}
${warning === null ? content : html`<details><summary>${warning}</summary>${content}</details>`}
</div>
${marks(post.marks, post.editedAt, words)}
${place.isFocus ? html`<p class="quiet">${words.post.counts(post.counts)} · <a href="/report?about=${encodeURIComponent(post.url)}" rel="nofollow">${words.post.report}</a> · <a href="/notes/new?post=${post.id}" rel="nofollow">${words.post.addContext}</a></p>` : ""}
</article>`;
}

function above(post: PostView, { words }: CardKit, { boostedBy, isPinned, isFocus }: Place): Html {
  const { inReplyTo } = post;
  const answered = post.mentioned.find(({ id }) => id === inReplyTo?.accountId);
  return html`${boostedBy ? html`<p class="quiet">${words.post.boosted(boostedBy.displayName)}</p>` : ""}${
    isPinned ? html`<p class="quiet">${words.profile.pinned}</p>` : ""
  }${
    inReplyTo === null || isFocus || parseIri(inReplyTo.iri) === null
      ? ""
      : html`<p class="quiet"><a href="${inReplyTo.iri}" rel="nofollow noopener">${words.post.answers(answered?.username ?? null)}</a></p>`
  }`;
}

function body(post: PostView, kit: CardKit): Html {
  const { words, links } = kit;
  const card = post.quote === null && post.media.length === 0 ? links.get(post.id) : undefined;
  const isLinked = post.link !== null && parseIri(post.link) !== null;
  return html`<div class="stack">
<div class="text">${raw(post.html)}</div>
${post.poll === null ? "" : poll(post.poll, words)}
${figures(post, kit)}
${isLinked ? html`<p><a href="${post.link}" rel="nofollow noopener">${post.link}</a></p>` : ""}
${post.quote === null ? "" : quoteCard(post.quote, kit)}
${card === undefined ? "" : previewCard(card)}
</div>`;
}

function handle({ username, domain }: AccountSummary): string {
  return domain === null ? `@${username}` : `@${username}@${domain}`;
}
