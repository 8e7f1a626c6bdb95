import { html, raw } from "hono/html";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import type { Html } from "../ui/layout.ts";
import { labels } from "./marks.ts";
import { portrait } from "./portrait.ts";
import type { ShownFiles } from "./shown-files.ts";

export type Tab = "posts" | "replies" | "media";

/** Under the profile's address, as Mastodon has them. */
export const tabPaths: Record<Tab, string> = { posts: "", replies: "/with_replies", media: "/media" };

/** A local account as anybody may read it: who it is, and where to find what it wrote. */
export function profileHead(account: AccountSummary, host: string, files: ShownFiles, words: Messages): Html {
  const handle = `${account.username}@${host}`;
  const banner = files.of(account, account.headerUrl, "header");
  const followed = account.hideCollections
    ? ""
    : html` · ${words.profile.followers(account.followersCount)} · ${words.profile.following(account.followingCount)}`;
  return html`<section class="card stack profile" aria-labelledby="name">
${banner === null ? "" : html`<img class="banner" src="${banner}" alt="${account.headerAlt ?? ""}">`}
<div class="byline">${portrait(account, files, "large")}<div><h1 id="name">${account.displayName}</h1>
<p class="quiet">@${handle}${labels(account.labels, words)}</p></div></div>
${account.memorial ? html`<p>${words.profile.memorial}</p>` : ""}
${account.movedTo === null ? "" : html`<p class="nested">${words.profile.moved} <a href="${account.movedTo}" rel="nofollow">${account.movedTo}</a></p>`}
${account.bioHtml === "" ? html`<p class="quiet">${words.profile.nothing}</p>` : html`<div class="text">${raw(account.bioHtml)}</div>`}
${fields(account, words)}
<p class="quiet">${words.profile.posts(account.postsCount)}${followed} · ${words.profile.joined(account.createdAt)}</p>
<p class="quiet">${words.profile.follow} <code>@${handle}</code></p>
<p class="quiet">${words.profile.feed} <a href="/@${account.username}.rss">RSS</a> · <a href="/@${account.username}.atom">Atom</a></p>
<p class="quiet"><a href="/report?about=${encodeURIComponent(account.url)}" rel="nofollow">${words.profile.report}</a></p>
</section>`;
}

function fields({ fields, fieldSources }: AccountSummary, words: Messages): Html {
  if (fields.length === 0) return html``;
  return html`<dl>${fields.map((field, at) => {
    const verifiedAt = fieldSources[at]?.verifiedAt ?? null;
    const mark =
      verifiedAt === null
        ? ""
        : html` <span class="verified" title="${words.profile.verifiedOn(new Date(verifiedAt))}"><span aria-hidden="true">✓</span> ${words.profile.verified}</span>`;
    return html`<dt>${field.name}</dt><dd>${raw(field.html)}${mark}</dd>`;
  })}</dl>`;
}

export function profileTabs(username: string, current: Tab, words: Messages): Html {
  const tabs = Object.entries(tabPaths) as [Tab, string][];
  return html`<nav class="tabs" aria-label="${words.profile.tabs.label}">${tabs.map(
    ([tab, path]) =>
      html`<a href="/@${username}${path}"${tab === current ? html` aria-current="page"` : ""}>${words.profile.tabs[tab]}</a>`,
  )}</nav>`;
}
