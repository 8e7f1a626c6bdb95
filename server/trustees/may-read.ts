import { type DecisionRow, decisionById } from "#moderation/trustees/panels/read.ts";
import type { Role } from "../accounts/role.ts";
import { may } from "../admin/permissions.ts";
import type { Ctx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { currentSession } from "../sessions/current.ts";
import { currentPass } from "../sessions/decision-pass.ts";
import { readUuid } from "../web/uuid.ts";
import { hasToDoWith } from "./store.ts";

/** Who asks to read a decision; null for anybody. */
export type Reader = { readonly accountId: string; readonly role: Role } | null;

/** Who sends a request with a browser, also with nothing but a pass to what was decided about them. */
export async function readerOf(ctx: Pick<Ctx, "sql" | "clock" | "uris">, request: Request): Promise<Reader> {
  const session = await currentSession(ctx, request);
  if (session !== null) return session;
  const pass = await currentPass(ctx, request);
  return pass && { accountId: pass.accountId, role: "member" };
}

/**
 * Whether somebody may read what a panel has decided: everybody what is public; else its members, whoever it is about, those who reported it, and
 * moderators.
 */
export async function mayReadDecision(
  ctx: Pick<Ctx, "sql">,
  reader: Reader,
  { isPublic, caseId }: Pick<DecisionRow, "isPublic" | "caseId">,
): Promise<boolean> {
  if (isPublic) return true;
  if (reader === null) return false;
  return may(reader.role, "case.read") || hasToDoWith(ctx.sql, reader.accountId, caseId);
}

/** A decision that somebody may read; null for others, for none, and for what the law has had erased. */
export async function readableDecision(
  ctx: Pick<Ctx, "sql">,
  reader: Reader,
  id: string,
): Promise<DecisionRow | null> {
  const known = readUuid(id);
  const found = known === null ? null : await decisionById(statementsOn(ctx.sql), known);
  const isThere = found !== null && Object.hasOwn(found.document, "id");
  return isThere && (await mayReadDecision(ctx, reader, found)) ? found : null;
}
