import { Hono, type MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { handlerOf } from "../../cases/handler.ts";
import type { ApiCtx } from "../../context.ts";
import { deskCounts } from "../../desk/counts.ts";
import { shellOf, withWords } from "../local-page.ts";
import { requireSignIn } from "../signed-in.ts";
import { page, type Site } from "../ui/layout.ts";
import { actRoutes } from "./act.ts";
import { adviceRoutes } from "./advice.ts";
import { appealRoutes } from "./appeals.ts";
import { auditRoutes } from "./audit.ts";
import { bulkRoutes } from "./bulk.ts";
import { caseRoutes } from "./case.ts";
import { caseDeedRoutes } from "./case-deeds.ts";
import { casePanelRoutes } from "./case-panels.ts";
import { communityRoutes } from "./communities.ts";
import { domainRoutes } from "./domains.ts";
import type { DeskEnv } from "./frame.ts";
import { holdRoutes } from "./holds.ts";
import { importRoutes } from "./imports.ts";
import { liftRoutes } from "./lift.ts";
import { listRoutes } from "./lists.ts";
import { mootRoutes } from "./moot.ts";
import { peerNoteRoutes } from "./peer-notes.ts";
import { peopleRoutes } from "./people.ts";
import { personRoutes } from "./person.ts";
import { qualityRoutes } from "./quality.ts";
import { queueRoutes } from "./queue.ts";
import { ruleRoutes } from "./rules.ts";
import { oneSubscriptionRoutes } from "./subscription.ts";
import { subscriptionRoutes } from "./subscriptions.ts";
import { talkRoutes } from "./talk.ts";
import { thresholdRoutes } from "./thresholds.ts";
import { trainingRoutes } from "./training.ts";
import { trialRoutes } from "./trials.ts";
import { trusteeRoutes } from "./trustees.ts";
import { tryRoutes } from "./try.ts";
import { waveRoutes } from "./waves.ts";

/** `/desk/…`: where people moderate. */
export function deskRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  for (const path of ["/desk", "/desk/*"])
    app.use(path, requireSignIn(ctx), withWords(ctx), requireModerator(ctx, site));
  app.route("/", queueRoutes(ctx, site));
  app.route("/", waveRoutes(ctx, site));
  app.route("/", bulkRoutes(ctx, site));
  app.route("/", caseRoutes(ctx, site));
  app.route("/", caseDeedRoutes(ctx, site));
  app.route("/", casePanelRoutes(ctx, site));
  app.route("/", actRoutes(ctx, site));
  app.route("/", liftRoutes(ctx, site));
  app.route("/", peopleRoutes(ctx, site));
  app.route("/", personRoutes(ctx, site));
  app.route("/", appealRoutes(ctx, site));
  app.route("/", talkRoutes(ctx, site));
  app.route("/", trusteeRoutes(ctx, site));
  app.route("/", trainingRoutes(ctx, site));
  app.route("/", auditRoutes(ctx, site));
  app.route("/", holdRoutes(ctx, site));
  app.route("/", ruleRoutes(ctx, site));
  app.route("/", communityRoutes(ctx, site));
  app.route("/", trialRoutes(ctx, site));
  app.route("/", tryRoutes(ctx, site));
  app.route("/", thresholdRoutes(ctx, site));
  app.route("/", importRoutes(ctx, site));
  app.route("/", domainRoutes(ctx, site));
  app.route("/", subscriptionRoutes(ctx, site));
  app.route("/", oneSubscriptionRoutes(ctx, site));
  app.route("/", adviceRoutes(ctx, site));
  app.route("/", peerNoteRoutes(ctx, site));
  app.route("/", listRoutes(ctx, site));
  app.route("/", mootRoutes(ctx, site));
  app.route("/", qualityRoutes(ctx, site));
  return app;
}

/** Lets moderators through, with the words of their language and what waits for them. */
function requireModerator(ctx: ApiCtx, site: Site): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const { words } = c.var;
    const handler = await handlerOf(ctx, c.var.session);
    if (handler === null) {
      const title = words.t("desk.refusedTitle");
      const main = html`<h1>${title}</h1><p>${words.t("desk.refused")}</p>`;
      return c.html(page({ site, title, main, lang: words.lang, shell: shellOf(words) }), 403);
    }
    c.set("handler", handler);
    c.set("counts", await deskCounts(ctx));
    await next();
  };
}
