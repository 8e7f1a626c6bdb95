import { Hono } from "hono";
import { verdicts } from "#protocol/moot/vote.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { followPeer, listPeers, unfollowPeer } from "../../moot/peers.ts";
import { listPolicies, setPolicy } from "../../moot/policy.ts";
import { listReceived } from "../../moot/read.ts";
import { treatments } from "../../moot/treatment.ts";
import { readForm } from "../form.ts";
import type { Words } from "../messages/words.ts";
import type { Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { type Given, mootPage, nothingGiven } from "./moot-page.ts";

const here = "/desk/moot";
const PAGE = 40;

interface Said {
  text: string;
  isBad: boolean;
}

/** `/desk/moot`: nodes that are asked for their decisions, what is done with these, and what came. */
export function mootRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site));

  app.post(`${here}/peers`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const node = (await readForm(c))("node").trim().slice(0, 2_048);
    const followed = await followPeer(ctx, session.accountId, node);
    if (followed.ok) return c.redirect(`${here}?said=followed`, 303);
    return overview(c, ctx, site, {
      given: { ...nothingGiven, node },
      said: { text: whyNot(followed.error, words), isBad: true },
    });
  });

  app.post(`${here}/peers/end`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const ended = await unfollowPeer(ctx, session.accountId, (await readForm(c))("node"));
    if (ended.ok) return c.redirect(`${here}?said=unfollowed`, 303);
    return overview(c, ctx, site, { said: { text: whyNot(ended.error, words), isBad: true } });
  });

  app.post(`${here}/policies`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "domain.decide")) return refused(c, site);
    const read = await readForm(c);
    const peer = read("peer").trim();
    const verdict = verdicts.find((each) => each === read("verdict")) ?? "*";
    const treatment = treatments.find((each) => each === read("treatment")) ?? null;
    const set = await setPolicy(ctx, { peer, verdict, treatment, by: session.accountId });
    if (set.ok) return c.redirect(`${here}?said=done`, 303);
    return overview(c, ctx, site, {
      given: { ...nothingGiven, peer, verdict, treatment },
      said: { text: whyNot(set.error, words), isBad: true },
    });
  });

  return app;
}

async function overview(
  c: DeskContext,
  ctx: ApiCtx,
  site: Site,
  { said = saidBefore(c), given = nothingGiven }: { said?: Said | null; given?: Given } = {},
) {
  const { words, session } = c.var;
  if (!may(session.role, "domain.read")) return refused(c, site);
  const [peers, policies, found] = await Promise.all([
    listPeers(ctx),
    listPolicies(ctx),
    listReceived(ctx, { before: readUuid(c.req.query("before")), limit: PAGE + 1 }),
  ]);
  const received = found.slice(0, PAGE);
  const mayDecide = may(session.role, "domain.decide");
  const hasMore = found.length > PAGE;
  const main = mootPage({ said, given, peers, policies, received, hasMore, mayDecide }, words);
  return showDesk(c, site, {
    title: words.t("moot.title"),
    main,
    place: here,
    status: said?.isBad ? 422 : 200,
  });
}

function saidBefore(c: DeskContext): Said | null {
  const { t } = c.var.words;
  const said = {
    followed: t("moot.followed"),
    unfollowed: t("moot.unfollowed"),
    done: t("desk.done"),
  }[c.req.query("said") ?? ""];
  return said === undefined ? null : { text: said, isBad: false };
}

function whyNot({ type }: { readonly type: string }, { t }: Words): string {
  switch (type) {
    case "peer/not-found":
      return t("moot.bad.not-found");
    case "peer/no-node":
      return t("moot.bad.no-node");
    case "peer/unreachable":
      return t("moot.bad.unreachable");
    case "peer/bad-key":
    case "peer/bad-roster":
      return t("moot.bad.unsigned");
    case "peer/bad-domain":
      return t("moot.bad.domain");
    default:
      return t("problem.other", { reason: type });
  }
}
