import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type Reason, reasonsAgainst, reasonsFor, verdicts } from "#moderation/notes/note.ts";
import { notesBy } from "#moderation/notes/read.ts";
import { readSettings } from "../../accounts/settings.ts";
import type { ApiCtx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { findAnnounced } from "../../notes/announced-store.ts";
import { giveRating, takeBackNote, takeBackRating } from "../../notes/rate.ts";
import { type NoteOnPost, readNote, readNotesToRate } from "../../notes/read.ts";
import { addNote } from "../../notes/write.ts";
import { loadPostView } from "../../posts/views/load.ts";
import { currentSession } from "../../sessions/current.ts";
import { readForm } from "../form.ts";
import { languageOf } from "../language.ts";
import { flash, type LocalEnv, showLocal, withWords } from "../local-page.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import { requireSignIn } from "../signed-in.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { noteCard, postQuote } from "./card.ts";
import { problemOf } from "./problem.ts";
import { ratingForm } from "./rating-form.ts";
import { type RefusedDraft, writePage } from "./write-page.ts";

const PAGE = 20;
const one = `/notes/:id{${UUID}}` as const;

export const notePaths = ["/notes", "/notes/*"] as const;

/** `/notes`: notes of context, to be read by everybody once they help, and written and rated by who is signed in. */
export function noteRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();
  const own = ["/notes", "/notes/mine", "/notes/new", `${one}/rating`, `${one}/unrate`, `${one}/withdraw`];
  for (const path of own) app.use(path, requireSignIn(ctx), withWords(ctx));

  app.get("/notes", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    const before = readUuid(c.req.query("before"));
    const found = await readNotesToRate(ctx, session.accountId, { before, limit: PAGE });
    const said = c.req.query("said");
    const told = said === "withdrawn" || said === "added" || said === "rated" ? t(`note.${said}`) : null;
    const list = found.ok
      ? listOf(found.value.notes, words)
      : html`<p class="card">${problemOf(found.error, words)}</p>`;
    const next = found.ok ? found.value.next : null;
    const main = html`${flash(told)}<h1>${t("note.listTitle")}</h1><p>${t("note.listText")}</p>${list}${older("/notes", next, words)}
<p><a href="/notes/mine">${t("note.mine")}</a></p>`;
    return showLocal(c, site, words, { title: t("note.listTitle"), main });
  });

  app.get("/notes/mine", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    const before = readUuid(c.req.query("before"));
    const found = await notesBy(statementsOn(ctx.sql), session.accountId, { before, limit: PAGE + 1 });
    const notes = found.slice(0, PAGE);
    const next = found.length > PAGE ? (notes.at(-1)?.id ?? null) : null;
    const main = html`<p class="crumb"><a href="/notes">${t("note.listTitle")}</a></p><h1>${t("note.mine")}</h1>
${notes.length === 0 ? html`<p class="card">${t("note.noneMine")}</p>` : html`<ul class="card ledger">${notes.map((note) => html`<li class="stack">${noteCard(note, null, words)}<p><a href="/notes/${note.id}">${t("note.title")}</a></p></li>`)}</ul>`}${older("/notes/mine", next, words)}`;
    return showLocal(c, site, words, { title: t("note.mine"), main });
  });

  app.get("/notes/new", (c) => showForm(c, ctx, site, null));

  app.post("/notes/new", async (c) => {
    const { accountId } = c.var.session;
    const read = await readForm(c);
    const draft = {
      text: read("text").replaceAll("\r\n", "\n"),
      sources: read("sources").split(/\s+/).filter(Boolean),
      whyNoSource: read("why_no_source"),
      language: read("language").trim() || null,
    };
    const postId = readUuid(c.req.query("post"));
    if (postId === null) return nothingHere(c, site, c.var.words, true);
    const added = await addNote(ctx, { accountId, postId, draft });
    return added.ok
      ? c.redirect(`/notes/${added.value.id}?said=added`, 303)
      : showForm(c, ctx, site, { draft, error: added.error });
  });

  // What other nodes were told, as it was signed; a browser is led to the page.
  app.get(`/moot/notes/:id{${UUID}}`, async (c) => {
    const id = c.req.param("id");
    c.header("vary", "accept");
    if (c.req.header("accept")?.includes("text/html")) return c.redirect(`/notes/${id}`, 303);
    const document = await findAnnounced(ctx.sql, id);
    if (document === null) return c.json({ error: "Not Found" }, 404);
    c.header("access-control-allow-origin", "*");
    return c.body(JSON.stringify(document), 200, { "content-type": "application/activity+json" });
  });

  app.get(one, async (c) => {
    const session = await currentSession(ctx, c.req.raw);
    const settings = session === null ? null : await readSettings(ctx, session.accountId);
    const words = wordsIn(languageOf(c, settings?.language));
    return showNote(c, ctx, site, words, { viewerId: session?.accountId ?? null, problem: null });
  });

  app.post(`${one}/rating`, async (c) => {
    const { words, session } = c.var;
    const body = await c.req.parseBody({ all: true });
    const verdict = verdicts.find((each) => each === body.rating);
    const viewer = { viewerId: session.accountId };
    if (verdict === undefined)
      return showNote(c, ctx, site, words, { ...viewer, problem: words.t("note.problem.no-verdict") });
    const given = [body.reason ?? []].flat();
    const reasons = [...reasonsFor, ...reasonsAgainst].filter((reason): reason is Reason =>
      given.includes(reason),
    );
    const noteId = c.req.param("id");
    const done = await giveRating(ctx, { accountId: session.accountId, noteId, verdict, reasons });
    return done.ok
      ? c.redirect(`/notes/${noteId}?said=rated`, 303)
      : showNote(c, ctx, site, words, { ...viewer, problem: problemOf(done.error, words) });
  });

  app.post(`${one}/unrate`, async (c) => {
    const noteId = c.req.param("id");
    await takeBackRating(ctx, { accountId: c.var.session.accountId, noteId });
    return c.redirect(`/notes/${noteId}?said=unrated`, 303);
  });

  app.post(`${one}/withdraw`, async (c) => {
    await takeBackNote(ctx, { accountId: c.var.session.accountId, noteId: c.req.param("id") });
    return c.redirect("/notes?said=withdrawn", 303);
  });

  return app;
}

async function showForm(c: Context<LocalEnv>, ctx: ApiCtx, site: Site, refused: RefusedDraft | null) {
  const { words, session } = c.var;
  const postId = readUuid(c.req.query("post"));
  const post = postId === null ? null : await loadPostView(ctx, session.accountId, postId);
  if (post === null) return nothingHere(c, site, words, true);
  const main = writePage(post, refused, words);
  return showLocal(c, site, words, {
    title: words.t("note.newTitle"),
    main,
    status: refused === null ? 200 : 422,
  });
}

async function showNote(
  c: Context,
  ctx: ApiCtx,
  site: Site,
  words: Words,
  { viewerId, problem }: { viewerId: string | null; problem: string | null },
) {
  const { t } = words;
  const isSignedIn = viewerId !== null;
  const found = await readNote(ctx, c.req.param("id") ?? "", viewerId);
  if (found === null) return nothingHere(c, site, words, isSignedIn);
  const { note, post } = found;
  const said = c.req.query("said");
  const told = said === "rated" || said === "unrated" || said === "added" ? t(`note.${said}`) : null;
  const main = html`${isSignedIn ? html`<p class="crumb"><a href="/notes">${t("note.listTitle")}</a></p>` : ""}
${flash(problem ?? told, problem !== null)}<h1>${t("note.title")}</h1>
<section class="card stack" aria-label="${t("note.title")}">${noteCard(note, post, words)}</section>
<section class="card stack">${postQuote(post, words)}</section>
${isSignedIn ? ratingForm(note, words) : ""}`;
  return showLocal(c, site, words, {
    title: t("note.title"),
    main,
    isSignedIn,
    status: problem === null ? 200 : 422,
  });
}

function nothingHere(c: Context, site: Site, words: Words, isSignedIn: boolean) {
  const title = words.t("desk.notFoundTitle");
  const main = html`<h1>${title}</h1><p>${words.t("desk.notFound")}</p>`;
  return showLocal(c, site, words, { title, main, status: 404, isSignedIn });
}

function listOf(notes: readonly NoteOnPost[], words: Words): Html {
  const { t } = words;
  if (notes.length === 0) return html`<p class="card">${t("note.none")}</p>`;
  return html`<ul class="card ledger">${notes.map(({ note, post }) => html`<li class="stack">${postQuote(post, words)}${noteCard(note, post, words)}<p><a class="button" href="/notes/${note.id}">${t("note.rate")}</a></p></li>`)}</ul>`;
}

function older(path: string, next: string | null, { t }: Words): Html {
  return next === null
    ? html``
    : html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${path}?before=${next}">${t("desk.older")}</a></nav>`;
}
