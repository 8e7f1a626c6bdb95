import { html, raw } from "hono/html";
import type { OwnView } from "#moderation/notes/note.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Words } from "../messages/words.ts";
import { excerpt } from "../public/excerpt.ts";
import type { Html } from "../ui/layout.ts";

/** A note as it stands on its page and in lists: what it says, from what, and what is found of it. */
export function noteCard(note: OwnView, post: PostView | null, words: Words): Html {
  const { t, time } = words;
  const { ratings } = note;
  const lang = note.language === null ? "" : html` lang="${note.language}"`;
  const isAboutEarlier = post?.editedAt !== null && post !== null && post.editedAt > note.createdAt;
  const count = ratings.helpful + ratings.somewhat + ratings["not-helpful"];
  return html`<p class="tight"><strong>${t(`note.state.${note.state}`)}</strong> <span class="quiet"><bdi>${t("note.by", { alias: note.alias })}</bdi> · ${t("note.written", { when: time(note.createdAt) })}</span></p>
<p class="quoted"${lang} dir="auto">${note.text}</p>
${sources(note, words)}
${isAboutEarlier ? html`<p class="quiet">${t("note.onEarlier")}</p>` : ""}
${note.state === "needs-more" ? "" : html`<p class="quiet tight">${t("note.ratings", { count, helpful: ratings.helpful, somewhat: ratings.somewhat, not: ratings["not-helpful"] })}</p>`}
${note.lockedAt === null ? "" : html`<p class="quiet tight">${t("note.locked")}</p>`}`;
}

function sources({ sources, whyNoSource }: OwnView, { t }: Words): Html {
  if (sources.length === 0)
    return html`<p class="quiet" dir="auto">${t("note.noSource", { why: whyNoSource ?? "" })}</p>`;
  return html`<p class="tight">${t("note.sources")}:</p><ul>${sources.map((source) => html`<li dir="ltr"><a href="${source}" rel="nofollow noopener noreferrer ugc">${source}</a></li>`)}</ul>`;
}

/** What a note is about; what has a warning is folded away. */
export function postQuote(post: PostView, { t }: Words): Html {
  const name =
    post.account.domain === null
      ? `@${post.account.username}`
      : `@${post.account.username}@${post.account.domain}`;
  const lang = post.language === null ? "" : html` lang="${post.language}"`;
  const text = html`<div class="quoted"${lang} dir="auto">${post.title === null ? "" : html`<p><strong>${post.title}</strong></p>`}${raw(post.html)}</div>`;
  return html`<p class="tight"><bdi>${t("note.on", { name })}</bdi></p>
${post.warning === null ? text : html`<details><summary>${excerpt(post.warning, 200)}</summary>${text}</details>`}
<p class="tight"><a href="${post.url}" rel="nofollow noopener">${t("note.readPost")}</a></p>`;
}
