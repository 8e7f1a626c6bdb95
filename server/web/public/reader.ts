import type { Context } from "hono";
import { html } from "hono/html";
import { isLocalGone } from "../../accounts/list.ts";
import { findSummaryByHandle } from "../../accounts/views/summaries.ts";
import { cardsOfPosts } from "../../cards/views.ts";
import type { ApiCtx } from "../../context.ts";
import { wasDeleted } from "../../posts/gone.ts";
import { loadPostView } from "../../posts/views/load.ts";
import type { AccountSummary, PostView } from "../../posts/views/types.ts";
import { contentPolicy } from "../headers.ts";
import { dialogScript, pictureDialog } from "../media/dialog.ts";
import { en } from "../messages/en.ts";
import { type Html, page, type Site } from "../ui/layout.ts";
import type { CardKit } from "./post-card.ts";
import { shownFiles } from "./shown-files.ts";

export type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "uris" | "handleHost" | "proxy" | "domains">;

const words = en;
const accountName = "[A-Za-z0-9_.-]+";
/** Patterns of routes. */
export const accountPath = `/:name{@${accountName}}`;
export const feedPath = `/:name{@${accountName}\\.(?:rss|atom)}`;
export const postPath = `${accountPath}/:post{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}`;

/** A local account that has a page; null for nobody, who is suspended, and the node itself. */
export async function readPublicAccount(ctx: Deps, username: string): Promise<AccountSummary | null> {
  const found = await findSummaryByHandle(ctx, username, null);
  return found?.state === "active" && found.kind !== "application" ? found : null;
}

/** A local account's post, as anybody may read it. */
export async function readPublicPost(ctx: Deps, username: string, id: string): Promise<PostView | null> {
  const post = await loadPostView(ctx, null, id);
  const isTheirs =
    post?.account.domain === null && post.account.username.toLowerCase() === username.toLowerCase();
  return isTheirs ? post : null;
}

/** What cards of these posts are made with: one statement. */
export async function cardKit(ctx: Deps, posts: readonly PostView[]): Promise<CardKit> {
  const links = await cardsOfPosts(
    ctx,
    posts.map((post) => post.id),
  );
  return { words, links, files: shownFiles(ctx) };
}

/** Whether something is attached to a post of these, or to one that it quotes. */
export function hasMedia(posts: readonly PostView[]): boolean {
  return posts.some((post) => post.media.length > 0 || (post.quote?.post?.media.length ?? 0) > 0);
}

/** A page for everybody, which proxies may keep for a moment. */
export function show(
  c: Context,
  parts: {
    site: Site;
    title: string;
    main: Html;
    head?: Html /** Pictures within posts open over the page. */;
    hasMedia?: boolean;
  },
): Response | Promise<Response> {
  c.header("cache-control", "public, max-age=30");
  if (!parts.hasMedia) return c.html(page(parts));
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  const main = html`${parts.main}${pictureDialog(words)}`;
  return c.html(page({ ...parts, main, head: html`${parts.head ?? ""}${dialogScript}` }));
}

/** The page of what is not there. Whether a post or an account was deleted is said, so that programs forget it. */
export async function missing(
  c: Context,
  ctx: Deps,
  site: Site,
  what: { username: string; post?: string } | null = null,
): Promise<Response> {
  const accountIsGone = what !== null && (await isLocalGone(ctx, what.username));
  const postIsGone =
    what?.post !== undefined && (await wasDeleted(ctx, { id: what.post, username: what.username }));
  const isGone = accountIsGone || postIsGone;
  const title = isGone ? words.nothing.goneTitle : words.nothing.title;
  const text = accountIsGone
    ? words.nothing.goneAccount
    : postIsGone
      ? words.nothing.gonePost
      : words.nothing.text;
  const main = html`<h1>${title}</h1><p>${text}</p><p><a href="/">${words.nothing.home}</a></p>`;
  return c.html(page({ site, title, main }), isGone ? 410 : 404);
}

/** The way to what is older, and back to the start. */
export function pager(path: string, at: { isFirst: boolean; older: string | null }): Html {
  if (at.isFirst && at.older === null) return html``;
  return html`<nav class="row pager" aria-label="${words.paging.label}">
${at.isFirst ? "" : html`<a href="${path}">${words.paging.newest}</a>`}
${at.older === null ? "" : html`<a rel="next" href="${path}?max_id=${at.older}">${words.paging.older}</a>`}
</nav>`;
}
