import { Hono } from "hono";
import { html } from "hono/html";
import {
  addEntries,
  createList,
  type ListError,
  removeEntries,
  removeList,
} from "#moderation/policy/change-list.ts";
import { type ListKind, listKinds } from "#moderation/policy/lists/list.ts";
import { listLists, showList } from "#moderation/policy/read-list.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../ui/layout.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { listPage, listsPage } from "./lists-page.ts";

const here = "/desk/lists";
const named = `${here}/:name{[a-z0-9][a-z0-9-]{0,63}}`;
const PAGE = 100;

/** `/desk/lists`: words, links, servers and hashes that rules ask for. */
export function listRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const read = await readForm(c);
    const kind: ListKind = listKinds.find((each) => each === read("kind")) ?? "word";
    const input = { name: read("name").trim(), kind, description: read("description").trim() };
    const made = await createList(moderationOf(ctx), session.accountId, input);
    if (!made.ok) return overview(c, ctx, site, whyNot(made.error, words));
    return c.redirect(`${here}/${made.value.name}?said=created`, 303);
  });

  app.get(named, (c) => one(c, ctx, site, null));

  app.post(`${named}/add`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const read = await readForm(c);
    const lines = read("entries").split("\n");
    const entries = lines.map((line) => line.trim()).filter((line) => line !== "");
    const options = { replace: read("replace") === "yes" };
    const done = await addEntries(
      moderationOf(ctx),
      session.accountId,
      c.req.param("name"),
      entries.map((entry) => ({ entry })),
      options,
    );
    if (!done.ok) return one(c, ctx, site, { text: whyNot(done.error, words), isBad: true });
    const { added, known, refused: bad, examples } = done.value;
    const text = words.t("lists.added", { added, known, refused: bad });
    const more =
      examples.length === 0 ? "" : ` ${words.t("lists.refused", { examples: examples.join(", ") })}`;
    return one(c, ctx, site, { text: text + more, isBad: false });
  });

  app.post(`${named}/take-off`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const entry = (await readForm(c))("entry");
    const done = await removeEntries(moderationOf(ctx), session.accountId, c.req.param("name"), [entry]);
    if (!done.ok) return one(c, ctx, site, { text: whyNot(done.error, words), isBad: true });
    return one(c, ctx, site, {
      text: words.t("lists.takenOff", { count: done.value.removed }),
      isBad: false,
    });
  });

  app.post(`${named}/remove`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const done = await removeList(moderationOf(ctx), session.accountId, c.req.param("name"));
    if (!done.ok) return one(c, ctx, site, { text: whyNot(done.error, words), isBad: true });
    return c.redirect(`${here}?said=removed`, 303);
  });

  return app;
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, problem: string | null) {
  const { words, session } = c.var;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const lists = await listLists(moderationOf(ctx));
  const said = c.req.query("said") === "removed" ? words.t("lists.removed") : null;
  const page = listsPage(lists, may(session.role, "policy.change"), words);
  const main = html`${problem === null ? flash(said) : flash(problem, true)}${page}`;
  return showDesk(c, site, {
    title: words.t("lists.title"),
    main,
    place: here,
    status: problem === null ? 200 : 422,
  });
}

async function one(c: DeskContext, ctx: ApiCtx, site: Site, said: { text: string; isBad: boolean } | null) {
  const { words, session } = c.var;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const q = (c.req.query("q") ?? "").trim().slice(0, 200);
  const after = c.req.query("after") ?? null;
  const options = { after, containing: q === "" ? null : q, limit: PAGE + 1 };
  const found = await showList(moderationOf(ctx), c.req.param("name") ?? "", options);
  if (found === null) return nothingHere(c, site);
  const created = c.req.query("said") === "created" ? words.t("lists.created") : null;
  const page = listPage(
    {
      ...found,
      entries: found.entries.slice(0, PAGE),
      q,
      hasMore: found.entries.length > PAGE,
      mayChange: may(session.role, "policy.change"),
    },
    words,
  );
  const main = html`${said === null ? flash(created) : flash(said.text, said.isBad)}${page}`;
  return showDesk(c, site, { title: found.list.name, main, place: here, status: said?.isBad ? 422 : 200 });
}

function whyNot(error: ListError, { t }: Words): string {
  switch (error.type) {
    case "policy/list-in-use":
      return t("lists.inUse", { rules: error.rules.join(", ") });
    case "policy/list-name-taken":
      return t("lists.nameTaken");
    case "policy/list-bad-name":
      return t("lists.badName");
    case "policy/list-full":
      return t("lists.full", { most: error.most });
    case "policy/list-not-found":
      return t("problem.notFound");
  }
}
