import type { Context } from "hono";
import { html } from "hono/html";
import type { AccountSummary } from "../../posts/views/types.ts";
import { type AccountPostsRequest, readAccountPosts } from "../../timelines/account.ts";
import { en } from "../messages/en.ts";
import type { Html, Site } from "../ui/layout.ts";
import { excerpt } from "./excerpt.ts";
import { alternate, noIndex, previewTags } from "./head.ts";
import { postCard } from "./post-card.ts";
import { profileHead, profileTabs, type Tab, tabPaths } from "./profile.ts";
import { cardKit, type Deps, hasMedia, missing, pager, readPublicAccount, show } from "./reader.ts";
import type { ShownFiles } from "./shown-files.ts";

const words = en;
const wanted: Record<Tab, Omit<AccountPostsRequest, "maxId">> = {
  posts: { withoutReplies: true },
  replies: {},
  media: { onlyMedia: true },
};

/** `/@name`: who somebody is, what they pinned, and what they wrote, a page at a time. */
export async function profilePage(c: Context, ctx: Deps, site: Site, tab: Tab): Promise<Response> {
  const username = (c.req.param("name") ?? "").slice(1);
  const account = await readPublicAccount(ctx, username);
  if (account === null) return missing(c, ctx, site, { username });
  const maxId = c.req.query("max_id") ?? null;
  const isFirst = maxId === null;
  const [page, pinned] = await Promise.all([
    readAccountPosts(ctx, null, account.id, { ...wanted[tab], maxId }),
    tab === "posts" && isFirst ? readAccountPosts(ctx, null, account.id, { onlyPinned: true }) : null,
  ]);
  const pins = pinned?.items ?? [];
  const shown = [...pins, ...page.items].map((entry) => entry.post);
  const kit = await cardKit(ctx, shown);
  const posts = html`${pins.map(({ post }) => postCard(post, kit, { isPinned: true }))}
${page.items.map(({ post, boostedBy }) => postCard(post, kit, { boostedBy }))}
${pins.length + page.items.length === 0 ? html`<p>${words.front.empty}</p>` : ""}
${pager(`/@${account.username}${tabPaths[tab]}`, { isFirst, older: page.older })}`;
  const main = html`${profileHead(account, ctx.handleHost, kit.files, words)}
${profileTabs(account.username, tab, words)}
${account.limited ? limited(posts) : posts}`;
  c.header("link", `<${account.iri}>; rel="alternate"; type="application/activity+json"`);
  return show(c, {
    site,
    title: titleOf(account, ctx),
    main,
    head: head(account, ctx, site, kit.files),
    hasMedia: hasMedia(shown),
  });
}

/** What a limited account wrote is for those who look for it. */
function limited(posts: Html): Html {
  return html`<p class="card">${words.profile.limited}</p><details><summary>${words.profile.limitedShow}</summary>${posts}</details>`;
}

function titleOf(account: AccountSummary, ctx: Deps): string {
  return `${account.displayName} (@${account.username}@${ctx.handleHost})`;
}

function head(account: AccountSummary, ctx: Deps, site: Site, files: ShownFiles): Html {
  const { username, avatarAlt } = account;
  const url = ctx.uris.profilePage(username);
  const counts = words.profile.summary({ posts: account.postsCount, followers: account.followersCount });
  const shown = account.hideCollections ? words.profile.posts(account.postsCount) : counts;
  const bio = excerpt(account.bioHtml, 300);
  const picture = files.of(account, account.avatarUrl, "avatar");
  return html`${alternate("application/activity+json", account.iri)}${alternate("application/rss+xml", `${url}.rss`, words.profile.tabs.posts)}${alternate("application/atom+xml", `${url}.atom`, words.profile.tabs.posts)}${previewTags(
    {
      type: "profile",
      title: titleOf(account, ctx),
      description: bio === "" ? shown : `${shown} · ${bio}`,
      url,
      siteName: site.name,
      image: picture !== null ? { url: picture, alt: avatarAlt, width: null, height: null } : null,
      username: `${username}@${ctx.handleHost}`,
    },
  )}${account.indexable && !account.limited ? "" : noIndex}`;
}
