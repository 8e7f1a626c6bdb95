import { Hono } from "hono";
import { verdicts } from "#protocol/moot/vote.ts";
import type { ApiCtx } from "../../context.ts";
import { readRules } from "../../site/rules.ts";
import { readOwnOffice, readPanelFile } from "../../trustees/read.ts";
import { cast, recuse, say, sign, vote, writeDraftOf } from "../../trustees/seat.ts";
import type { LocalEnv } from "../local-page.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { nothingHere, showTrustee, type TrusteeContext, withSaid } from "./frame.ts";
import { panelPage } from "./panel-page.ts";
import type { FormName, Refused } from "./panel-view.ts";
import type { Problem } from "./problem.ts";
import { readSent, type Sent } from "./sent.ts";
import { documentIn } from "./sent-document.ts";

const one = `/trustee/panels/:id{${UUID}}` as const;

/** `/trustee/panels/:id`: a panel as one of its members sees it, and what they do in it. */
export function panelRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();

  app.get(one, (c) => show(c, ctx, site, null));

  app.post(`${one}/ballots`, async (c) => {
    const sent = await readSent(c);
    return after(c, ctx, site, { sent, form: "ballot", said: "voted", done: await castSent(c, ctx, sent) });
  });

  app.post(`${one}/messages`, async (c) => {
    const sent = await readSent(c);
    const done = await say(ctx, { ...seatIn(c), text: sent.one("text") });
    return after(c, ctx, site, { sent, form: "message", said: "said", done });
  });

  app.post(`${one}/draft`, async (c) => {
    const sent = await readSent(c);
    const [facts, reasons, minority] = [sent.one("facts"), sent.one("reasons"), sent.one("minority")];
    const version = Number(sent.one("version"));
    const done = await writeDraftOf(ctx, { ...seatIn(c), facts, reasons, minority, version });
    return after(c, ctx, site, { sent, form: "draft", said: "drafted", done });
  });

  app.post(`${one}/signature`, async (c) => {
    const sent = await readSent(c);
    const document = documentIn(sent.one("document"));
    const done =
      document === "bad"
        ? refusal("panel/bad-signature")
        : await sign(ctx, { ...seatIn(c), document: document === "none" ? null : document });
    return after(c, ctx, site, { sent, form: "signature", said: "signed", done });
  });

  app.post(`${one}/recusal`, async (c) => {
    const sent = await readSent(c);
    const because = sent.one("because");
    const done =
      because === "stake" || because === "time"
        ? await recuse(ctx, { ...seatIn(c), why: sent.one("why"), hasStake: because === "stake" })
        : refusal("panel/no-cause");
    return after(c, ctx, site, { sent, form: "recusal", said: "recused", done });
  });

  return app;
}

const seatIn = (c: TrusteeContext) => ({
  panelId: c.req.param("id") ?? "",
  accountId: c.var.session.accountId,
});

const refusal = (type: string) => ({ ok: false, error: { type } }) as const;

/** A ballot that a browser has signed; or a vote, for the node to sign. */
async function castSent(c: TrusteeContext, ctx: ApiCtx, sent: Sent): Promise<Done> {
  const document = documentIn(sent.one("document"));
  if (document === "bad") return refusal("ballot/malformed");
  if (document !== "none") return cast(ctx, { ...seatIn(c), document });
  const verdict = verdicts.find((each) => each === sent.one("verdict"));
  if (verdict === undefined) return refusal("ballot/malformed");
  const days = sent.one("days").trim();
  const isNothing = verdict === "none";
  return vote(ctx, {
    ...seatIn(c),
    vote: {
      verdict,
      days: days === "" || isNothing ? null : Number(days),
      rules: isNothing ? [] : sent.all("rules"),
    },
  });
}

type Done = { readonly ok: true } | { readonly ok: false; readonly error: Problem };

/** The panel as it is then; with what was refused, and what was sent, where it was sent from. */
function after(
  c: TrusteeContext,
  ctx: ApiCtx,
  site: Site,
  {
    sent,
    form,
    said,
    done,
  }: { sent: Sent; form: FormName; said: Parameters<typeof withSaid>[1]; done: Done },
) {
  if (done.ok) return c.redirect(withSaid(`/trustee/panels/${c.req.param("id")}`, said), 303);
  return show(c, ctx, site, { form, problem: done.error, sent });
}

async function show(c: TrusteeContext, ctx: ApiCtx, site: Site, refused: Refused | null) {
  const seat = seatIn(c);
  const file = await readPanelFile(ctx, seat);
  if (!file.ok) return nothingHere(c, site);
  const [rules, office] = await Promise.all([readRules(ctx), readOwnOffice(ctx, seat.accountId)]);
  const key = office?.key ?? null;
  const isKept = key?.trustee !== file.value.seat.trustee || key.keptBy === "node";
  const page = panelPage(
    {
      file: file.value,
      rules: rules.map((rule) => ({ ...rule, address: ctx.uris.rule(rule.id) })),
      isKept,
      account: ctx.uris.account(seat.accountId),
      uris: ctx.uris,
      now: ctx.clock.now(),
      refused,
    },
    c,
  );
  const problem = refused?.problem ?? null;
  return showTrustee(c, site, { ...page, problem, isWide: true, script: isKept ? null : "ballot" });
}
