import { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { decidePeerNote, setNotePolicy } from "../../notes/peers/decide.ts";
import { listPeerNotes, listPolicies } from "../../notes/peers/read.ts";
import { settlePeerNotes } from "../../notes/peers/settle.ts";
import { type NoteTreatment, type PeerNote, treatments } from "../../notes/peers/words.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { saidIn } from "./said.ts";

const here = "/desk/notes";
const PAGE = 40;

/** `/desk/notes`: notes of context that other nodes have told of, and what is done with them. */
export function peerNoteRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => show(c, ctx, site, null));

  app.post(`${here}/:id{${UUID}}`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "action.take")) return refused(c, site);
    const isShown = (await readForm(c))("deed") === "show";
    const done = await decidePeerNote(ctx, { id: c.req.param("id"), by: session.accountId, isShown });
    if (done.ok) return c.redirect(`${here}?said=done`, 303);
    return show(
      c,
      ctx,
      site,
      words.t(done.error.type === "peer-note/no-post" ? "peerNote.noPost" : "desk.notFound"),
    );
  });

  app.post(`${here}/policies`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const read = await readForm(c);
    const treatment = treatments.find((each) => each === read("treatment")) ?? null;
    const set = await setNotePolicy(ctx, { peer: read("peer"), treatment, by: session.accountId });
    if (!set.ok) return show(c, ctx, site, words.t("peerNote.badPeer"));
    await settlePeerNotes(ctx);
    return c.redirect(`${here}?said=done`, 303);
  });

  return app;
}

async function show(c: DeskContext, ctx: ApiCtx, site: Site, problem: string | null) {
  const { words, session } = c.var;
  const { t } = words;
  if (!may(session.role, "case.read")) return refused(c, site);
  const before = readUuid(c.req.query("before"));
  const found = await listPeerNotes(ctx.sql, { before, limit: PAGE + 1 });
  const notes = found.slice(0, PAGE);
  const policies = await listPolicies(ctx.sql);
  const said = saidIn(c);
  const main = html`${flash(problem ?? said?.text ?? null, problem !== null)}<h1>${t("peerNote.title")}</h1><p>${t("peerNote.text")}</p>
${notes.length === 0 ? html`<p class="card">${t("peerNote.none")}</p>` : html`<ul class="card ledger">${notes.map((note) => html`<li class="stack">${line(note, words)}</li>`)}</ul>`}
${found.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}?before=${notes.at(-1)?.id ?? ""}">${t("desk.older")}</a></nav>` : ""}
${settings(policies, may(session.role, "domain.decide"), words)}`;
  return showDesk(c, site, {
    title: t("peerNote.title"),
    main,
    place: here,
    status: problem === null ? 200 : 422,
  });
}

function line({ id, peer, iri, postIri, state, document, updatedAt }: PeerNote, { t, time }: Words): Html {
  const deed = state === "shown" ? "hide" : "show";
  const lang = document.language === null ? "" : html` lang="${document.language}"`;
  return html`<p class="tight"><strong>${t(`peerNote.state.${state}`)}</strong> <span class="quiet"><a href="${iri}" rel="nofollow noopener"><bdi>${peer}</bdi></a> · ${time(updatedAt)} · ${t("peerNote.ratings", { count: document.ratings })}</span></p>
<p class="quoted"${lang} dir="auto">${document.content}</p>
${document.sources.length === 0 ? html`<p class="quiet tight" dir="auto">${document.whyNoSource ?? ""}</p>` : html`<ul>${document.sources.map((source) => html`<li dir="ltr"><a href="${source}" rel="nofollow noopener noreferrer ugc">${source}</a></li>`)}</ul>`}
<p class="tight" dir="ltr"><a href="${postIri}" rel="nofollow noopener">${postIri}</a></p>
<form method="post" action="${here}/${id}"><p><button class="plain small" name="deed" value="${deed}">${t(`peerNote.${deed}`)}</button></p></form>`;
}

function settings(
  policies: readonly { peer: string; treatment: NoteTreatment }[],
  mayChange: boolean,
  { t }: Words,
): Html {
  const name = (peer: string) => (peer === "*" ? t("peerNote.everybody") : peer);
  return html`<section class="card stack" aria-labelledby="settings"><h2 id="settings">${t("peerNote.settings")}</h2><p>${t("peerNote.settingsText")}</p>
${policies.length === 0 ? "" : html`<ul>${policies.map(({ peer, treatment }) => html`<li><bdi>${name(peer)}</bdi>: ${t(`peerNote.treatment.${treatment}`)}</li>`)}</ul>`}
${
  mayChange
    ? html`<form method="post" action="${here}/policies" class="stack">
<div><label for="peer">${t("peerNote.peer")}</label><p class="hint" id="peer-hint">${t("peerNote.peerHint")}</p><input id="peer" name="peer" required maxlength="260" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="peer-hint"></div>
<div><label for="treatment">${t("peerNote.treatment")}</label><select id="treatment" name="treatment">${treatments.map((each) => html`<option value="${each}">${t(`peerNote.treatment.${each}`)}</option>`)}<option value="">${t("peerNote.treatment.none")}</option></select></div>
<p><button>${t("peerNote.save")}</button></p></form>`
    : ""
}</section>`;
}
