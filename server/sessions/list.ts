import type { Ctx } from "../context.ts";
import { type ListedSession, listSessions } from "./store/sessions.ts";

/** A browser that is signed in, as its owner sees it. */
export type ListedBrowser = ListedSession;

/** Where an account is signed in, the latest first. */
export function listBrowsers(ctx: Pick<Ctx, "sql">, accountId: string): Promise<ListedBrowser[]> {
  return listSessions(ctx.sql, accountId);
}
