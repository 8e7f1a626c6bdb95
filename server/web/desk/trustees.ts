import { type Context, Hono } from "hono";
import { isCategory } from "#moderation/category.ts";
import { findSummaryByHandle } from "../../accounts/views/summaries.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { invite, remove } from "../../trustees/office.ts";
import { searchOffices } from "../../trustees/read.ts";
import { readForm } from "../form.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { type Asked, type Invitation, nobodyYet, officeStates, trusteesPage } from "./trustees-page.ts";

const here = "/desk/trustees";
const PAGE = 50;

/** `/desk/trustees`: who judges, who is asked to, and who does not any more. */
export function trusteeRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, {}));

  app.post(here, async (c) => {
    if (!may(c.var.session.role, "trustee.manage")) return refused(c, site);
    const given = await readInvitation(c);
    const account = await findSummaryByHandle(ctx, given.handle.replace(/^@/, ""), null);
    const accountId = account?.id ?? null;
    if (accountId === null) return overview(c, ctx, site, { given, problem: "trustee/no-account" });
    const { languages, regions, topics, community } = given;
    const termMonths = /^\d{1,4}$/.test(given.months) ? Number(given.months) : 0;
    const invited = await invite(ctx, c.var.session, {
      accountId,
      community: community === "" ? null : community,
      languages: split(languages.toLowerCase()),
      regions: split(regions.toUpperCase()),
      topics,
      termMonths,
    });
    if (!invited.ok) return overview(c, ctx, site, { given, problem: invited.error.type });
    return c.redirect(`${here}?said=invited`, 303);
  });

  app.post(`${here}/:id{${UUID}}/remove`, async (c) => {
    if (!may(c.var.session.role, "trustee.manage")) return refused(c, site);
    const why = (await readForm(c))("why").trim();
    const removed = await remove(ctx, c.var.session, { accountId: c.req.param("id"), why });
    if (!removed.ok) return overview(c, ctx, site, { problem: removed.error.type });
    return c.redirect(`${here}?said=removed`, 303);
  });

  return app;
}

const split = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== "");

async function readInvitation(c: Context): Promise<Invitation> {
  const body = await c.req.parseBody({ all: true });
  const field = (name: string) => {
    const value = body[name];
    return typeof value === "string" ? value.trim().slice(0, 500) : "";
  };
  const topics = [body.topic ?? []].flat().filter((each) => typeof each === "string" && isCategory(each));
  return {
    handle: field("handle"),
    community: field("community").toLowerCase(),
    languages: field("languages"),
    regions: field("regions"),
    months: field("months"),
    topics: topics.map(String),
  };
}

function readAsked(c: Context): Asked {
  const page = c.req.query("page") ?? "";
  return {
    q: (c.req.query("q") ?? "").trim().replace(/^@/, "").slice(0, 100),
    state: officeStates.find((each) => each === c.req.query("state")) ?? null,
    page: /^\d{1,6}$/.test(page) ? Number(page) : 0,
  };
}

async function overview(
  c: DeskContext,
  ctx: ApiCtx,
  site: Site,
  { given = nobodyYet, problem = null }: { given?: Invitation; problem?: string | null },
) {
  const { words, session } = c.var;
  if (!may(session.role, "trustee.read")) return refused(c, site);
  const asked = readAsked(c);
  const found = await searchOffices(ctx, { ...asked, offset: asked.page * PAGE, limit: PAGE + 1 });
  const said = (["invited", "removed"] as const).find((each) => each === c.req.query("said")) ?? null;
  const main = trusteesPage(
    {
      asked,
      trustees: found.slice(0, PAGE),
      hasMore: found.length > PAGE,
      mayManage: may(session.role, "trustee.manage"),
      given,
      said: problem === null ? said : null,
      problem,
    },
    words,
  );
  const status = problem === null ? 200 : 422;
  return showDesk(c, site, { title: words.t("offices.title"), main, place: here, status });
}
