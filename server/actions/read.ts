import { type Appeal, appealsOf, listAppeals } from "#moderation/actions/appeals.ts";
import { type ActionView, listActions, readAction } from "#moderation/actions/read.ts";
import { appealsOfAuthors } from "#moderation/trustees/panels/read.ts";
import type { Ctx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";

type Deps = Pick<Ctx, "sql" | "db" | "clock" | "ids">;

/** What was done, and what whoever is concerned says against it. */
export interface Decision {
  action: ActionView;
  appeal: Appeal | null;
}

/** A page of what was done, newest first. */
export async function readDecisions(
  ctx: Deps,
  filter: Parameters<typeof listActions>[1],
  page: { before?: string | null; limit: number },
): Promise<Decision[]> {
  const moderation = moderationOf(ctx);
  return withAppeals(ctx, await listActions(moderation, filter, page));
}

export async function readDecision(ctx: Deps, id: string): Promise<Decision | null> {
  const action = await readAction(moderationOf(ctx), id);
  return action === null ? null : ((await withAppeals(ctx, [action]))[0] ?? null);
}

/** What somebody was told that was done about them; null for what they were not told, and what was done about others. */
export async function readOwnDecision(ctx: Deps, id: string, accountId: string): Promise<Decision | null> {
  const decision = await readDecision(ctx, id);
  if (decision?.action.accountId !== accountId || !decision.action.statement?.toldAt) return null;
  return decision;
}

/** Appeals that wait, the oldest first; or all, the newest first. */
export async function readAppealed(
  ctx: Deps,
  filter: Parameters<typeof listAppeals>[1],
  page: { after?: string | null; limit: number },
): Promise<{ appeal: Appeal; action: ActionView }[]> {
  const moderation = moderationOf(ctx);
  const appeals = await listAppeals(moderation, filter, page);
  const ids = appeals.map(({ actionId }) => actionId);
  const found = await listActions(moderation, { ids }, { limit: ids.length });
  const actions = new Map(found.map((action) => [action.id, action]));
  return appeals.flatMap((appeal) => {
    const action = actions.get(appeal.actionId);
    return action === undefined ? [] : [{ appeal, action }];
  });
}

async function withAppeals(ctx: Deps, actions: readonly ActionView[]): Promise<Decision[]> {
  const { db } = moderationOf(ctx);
  const ids = actions.map(({ id }) => id);
  // Also what a moderator did, where a panel has confirmed it.
  const [appeals, heard] = await Promise.all([appealsOf(db, ids), appealsOfAuthors(db, ids)]);
  return actions.map((action) => {
    const before = heard.get(action.id);
    const ofPanel = before && { ...before, actionId: action.id, answeredBy: null };
    return { action, appeal: ofPanel ?? appeals.get(action.id) ?? null };
  });
}
