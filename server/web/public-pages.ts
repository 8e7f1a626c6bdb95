import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { findLocalAccount } from "../accounts/list.ts";
import type { Ctx } from "../context.ts";
import { loadPostView } from "../posts/views/load.ts";
import { readAccountPosts } from "../timelines/account.ts";
import { readHashtag } from "../timelines/hashtag.ts";
import { readPublic } from "../timelines/public.ts";
import type { JoinSite } from "./join.ts";
import { en } from "./messages/en.ts";
import { postCard } from "./post-card.ts";
import { profilePage } from "./profile-page.ts";
import { type Html, page, type Site } from "./ui/layout.ts";

const words = en;
const account = ":name{@[A-Za-z0-9_.-]+}";
const post = ":post{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

/** `/`, `/tags/:tag`, `/@username` and `/@username/:post`: what anybody may read, with the way to its ActivityPub document. */
export function publicPages(ctx: Pick<Ctx, "db" | "sql" | "clock" | "handleHost">, site: JoinSite): Hono {
  const app = new Hono();

  app.get("/", async (c) => {
    const recent = await readPublic(ctx, null, { local: true });
    const posts = recent.items.map((entry) => postCard(entry.post, words));
    const main = html`<h1>${site.name}</h1>
${site.description === "" ? "" : html`<p>${site.description}</p>`}
<p class="quiet">${words.front.what}${site.registrationsOpen ? html` <a href="/join">${words.front.join}</a>` : ""}</p>
${posts.length === 0 ? html`<p>${words.front.empty}</p>` : posts}`;
    c.header("cache-control", "public, max-age=30");
    return c.html(page({ site, title: words.front.title, main }));
  });

  app.get("/tags/:tag", async (c) => {
    const tag = c.req.param("tag");
    // The pictures of others lie on their servers, which need not learn who reads here.
    const { items } = await readHashtag(ctx, null, tag, { local: true });
    const posts = items.map((entry) => postCard(entry.post, words));
    const main = html`<h1>#${tag}</h1>${posts.length === 0 ? html`<p>${words.front.empty}</p>` : posts}`;
    return c.html(page({ site, title: `#${tag}`, main }));
  });

  app.get(`/${account}`, async (c) => {
    const found = await findLocalAccount(ctx, c.req.param("name").slice(1));
    if (found === null || found.kind === "application") return nothing(c, site);
    const recent = await readAccountPosts(ctx, null, found.id, {
      withoutReplies: true,
      // Their pictures lie on other servers, which need not learn who reads here.
      withoutBoosts: true,
    });
    const main = html`${profilePage(found, words)}
${recent.items.map((entry) => postCard(entry.post, words))}`;
    return show(c, { site, title: found.displayName, main, iri: found.iri, isListed: found.indexable });
  });

  app.get(`/${account}/${post}`, async (c) => {
    const [author, found] = await Promise.all([
      findLocalAccount(ctx, c.req.param("name").slice(1)),
      loadPostView(ctx, null, c.req.param("post")),
    ]);
    if (author === null || found?.account.id !== author.id) return nothing(c, site);
    const title = found.title ?? words.post.by(author.displayName);
    const main = html`<h1>${words.post.by(author.displayName)}</h1>${postCard(found, words)}`;
    return show(c, { site, title, main, iri: found.iri, isListed: author.indexable });
  });

  return app;
}

function show(
  c: Context,
  { iri, isListed, ...parts }: { site: Site; title: string; main: Html; iri: string; isListed: boolean },
): Response | Promise<Response> {
  const head = html`<link rel="alternate" type="application/activity+json" href="${iri}">
${isListed ? "" : html`<meta name="robots" content="noindex">`}`;
  c.header("cache-control", "public, max-age=30");
  c.header("link", `<${iri}>; rel="alternate"; type="application/activity+json"`);
  return c.html(page({ ...parts, head }));
}

function nothing(c: Context, site: Site): Response | Promise<Response> {
  const title = words.nothing.title;
  return c.html(page({ site, title, main: html`<h1>${title}</h1><p>${words.nothing.text}</p>` }), 404);
}
