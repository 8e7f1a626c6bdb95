import { Hono } from "hono";
import { assignCase } from "#moderation/cases/assign.ts";
import { closeCase } from "#moderation/cases/close.ts";
import { countCases, listCases } from "#moderation/cases/list.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import { may } from "../../admin/permissions.ts";
import { casesOf } from "../../cases/ports.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { localPath } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";
import { filterOf, readAsked, type View, viewFilter, views } from "./queue-filter.ts";
import { queuePage } from "./queue-page.ts";
import { saidIn } from "./said.ts";

const PAGE = 40;

/** `/desk`: the queue, and what is done with the cases selected there. */
export function queueRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get("/desk", async (c) => {
    const { words, handler, session } = c.var;
    const moderation = moderationOf(ctx);
    const asked = readAsked(c);
    const filter = filterOf(asked, session.accountId);
    const cursor = c.req.query("cursor") ?? null;
    const [{ cases, next }, counts] = await Promise.all([
      listCases(moderation, handler, { filter, cursor, limit: PAGE }),
      // Nobody waits for what is closed.
      countCases(
        moderation,
        handler,
        views.filter(isCounted).map((view) => viewFilter(view, session.accountId)),
      ),
    ]);
    const people = cases.flatMap(({ subject, assignedTo }) => [subject.accountId, assignedTo]);
    const names = await namesFor(ctx, words, people);
    const counted = views.filter(isCounted);
    const numberOf = (view: View) => (isCounted(view) ? (counts[counted.indexOf(view)] ?? 0) : null);
    const byView = Object.fromEntries(views.map((view) => [view, numberOf(view)])) as Record<
      View,
      number | null
    >;
    const main = queuePage(
      {
        asked,
        cases,
        next,
        isFirst: cursor === null,
        counts: byView,
        said: bulkSaid(c),
        role: session.role,
        isOfNode: handler.communities === null,
      },
      words,
      names,
    );
    return showDesk(c, site, { title: words.t("queue.title"), main, place: "/desk" });
  });

  app.post("/desk/selected", async (c) => {
    const { session } = c.var;
    if (!may(session.role, "case.bulk")) return refused(c, site);
    const form = await c.req.formData();
    const picked = form
      .getAll("case")
      .slice(0, PAGE * 5)
      .flatMap(readPicked);
    const back = new URL(localPath(String(form.get("back") ?? ""), ctx.uris.origin), ctx.uris.origin);
    const to = back.pathname === "/desk" ? back : new URL("/desk", ctx.uris.origin);
    let done = 0;
    for (const seen of picked) if (await doOne(ctx, c, String(form.get("deed")), seen)) done++;
    if (done > 0) ctx.outbox.wake();
    to.searchParams.set("bulk", picked.length === 0 ? "none" : `${done}-${picked.length - done}`);
    return c.redirect(to.pathname + to.search, 303);
  });

  return app;
}

const isCounted = (view: View) => view !== "closed";

interface Seen {
  caseId: string;
  version: number;
}

function readPicked(value: string | File): Seen[] {
  const [, caseId, version] = new RegExp(`^(${UUID}):(\\d{1,9})$`).exec(String(value)) ?? [];
  return caseId === undefined ? [] : [{ caseId, version: Number(version) }];
}

/** Each in a transaction of its own: what somebody changed meanwhile is left as it is. */
async function doOne(ctx: ApiCtx, c: DeskContext, deed: string, seen: Seen): Promise<boolean> {
  const { handler, session } = c.var;
  const done = await orRollBack<unknown, { readonly type: string }>(ctx, (tx) => {
    const [cases, on] = [casesOf(ctx, tx), statementsOn(tx)];
    if (deed === "dismiss") return closeCase(cases, on, handler, { ...seen, state: "dismissed" });
    return assignCase(cases, on, handler, { ...seen, to: deed === "take" ? session.accountId : null });
  });
  return done.ok;
}

function bulkSaid(c: DeskContext): string | null {
  const { t } = c.var.words;
  const bulk = c.req.query("bulk") ?? "";
  if (bulk === "none") return t("queue.nothingPicked");
  const [, done, skipped] = /^(\d{1,4})-(\d{1,4})$/.exec(bulk) ?? [];
  if (done === undefined) return saidIn(c)?.text ?? null;
  return t("queue.bulkDone", { done: Number(done), skipped: Number(skipped) });
}
