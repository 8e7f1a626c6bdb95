import { Hono } from "hono";
import { isInOffice } from "#moderation/trustees/trustee.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { ApiCtx } from "../../context.ts";
import { chooseKey } from "../../trustees/office.ts";
import { readOwnOffice } from "../../trustees/read.ts";
import { readForm } from "../form.ts";
import type { LocalEnv } from "../local-page.ts";
import type { Site } from "../ui/layout.ts";
import { nothingHere, showTrustee, type TrusteeContext, withSaid } from "./frame.ts";
import { keyPage } from "./key-page.ts";
import type { Problem } from "./problem.ts";
import { documentIn } from "./sent-document.ts";

/** `/trustee/key`: what a trustee signs with: a key of their own, or one that the node keeps. */
export function keyRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();

  app.get("/trustee/key", (c) => show(c, ctx, site, null));

  app.post("/trustee/key", async (c) => {
    const read = await readForm(c);
    const proof = read("keeper") === "node" ? null : documentIn(read("proof"));
    if (proof === "none" || proof === "bad")
      return show(c, ctx, site, { type: proof === "none" ? "trustee/no-keeper" : "trustee/bad-key" });
    const { accountId } = c.var.session;
    const done = await chooseKey(ctx, { accountId, proof: proof as JsonObject | null });
    return done.ok ? c.redirect(withSaid("/trustee/key", "key"), 303) : show(c, ctx, site, done.error);
  });

  return app;
}

async function show(c: TrusteeContext, ctx: ApiCtx, site: Site, problem: Problem | null) {
  const { accountId } = c.var.session;
  const office = await readOwnOffice(ctx, accountId);
  if (office === null || !isInOffice(office.trustee)) return nothingHere(c, site);
  const shown = { key: office.key, account: ctx.uris.account(accountId), now: ctx.clock.now() };
  return showTrustee(c, site, { ...keyPage(shown, problem, c), problem, script: "keys" });
}
