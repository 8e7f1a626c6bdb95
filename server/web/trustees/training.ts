import { Hono } from "hono";
import { isInOffice } from "#moderation/trustees/trustee.ts";
import { verdicts } from "#protocol/moot/vote.ts";
import type { ApiCtx } from "../../context.ts";
import { train } from "../../trustees/office.ts";
import { readOwnOffice } from "../../trustees/read.ts";
import { readTraining } from "../../trustees/training.ts";
import { readForm } from "../form.ts";
import type { LocalEnv } from "../local-page.ts";
import type { Site } from "../ui/layout.ts";
import { nothingHere, showTrustee, type TrusteeContext } from "./frame.ts";
import type { Problem } from "./problem.ts";
import { trainingPage } from "./training-page.ts";

/** `/trustee/training`: cases whose outcome is known, one by one. */
export function trainingRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();

  app.get("/trustee/training", (c) => show(c, ctx, site, c.req.query("case") ?? null, null));

  app.post("/trustee/training/:id", async (c) => {
    const id = c.req.param("id");
    const given = (await readForm(c))("verdict");
    const verdict = verdicts.find((each) => each === given);
    if (verdict === undefined) return show(c, ctx, site, id, { type: "training/no-verdict" });
    const done = await train(ctx, { accountId: c.var.session.accountId, id, verdict });
    if (done.ok) return c.redirect(`/trustee/training?case=${encodeURIComponent(id)}&judged`, 303);
    return done.error.type === "training/not-found"
      ? nothingHere(c, site)
      : show(c, ctx, site, id, done.error);
  });

  return app;
}

/** @param id the case that is shown; the first that is not judged rightly for null */
async function show(c: TrusteeContext, ctx: ApiCtx, site: Site, id: string | null, problem: Problem | null) {
  const office = await readOwnOffice(ctx, c.var.session.accountId);
  if (office === null || !isInOffice(office.trustee)) return nothingHere(c, site);
  const training = await readTraining(ctx, office.trustee);
  const shown = {
    training,
    id,
    problem,
    isJudged: c.req.query("judged") !== undefined,
    trustee: office.trustee,
  };
  return showTrustee(c, site, { ...trainingPage(shown, c.var.words), problem });
}
