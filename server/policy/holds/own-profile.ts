import type { Because } from "#moderation/policy/verdict.ts";
import type { AccountChanges } from "../../accounts/update.ts";
import type { Ctx } from "../../context.ts";
import type { ProfileMarks } from "../gate-port.ts";
import { dropHeld } from "../store/holds.ts";
import { hold, OWN_DAYS } from "./hold.ts";

/**
 * Keeps what somebody here wants their profile to say until a moderator has looked at it, without pictures. A later one takes
 * its place.
 *
 * @returns `released` and `refused` where that was decided before about the same words
 */
export function holdOwnProfile(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql">,
  accountId: string,
  { changes, marks, because }: { changes: AccountChanges; marks: ProfileMarks; because: readonly Because[] },
): Promise<"held" | "released" | "refused"> {
  const { avatarUrl: _, headerUrl: __, ...kept } = changes;
  const { ruleFilters: filters, ruleLabels: labels } = marks;
  const content = { kind: "own-profile", changes: kept, marks: { filters, labels } } as const;
  const subjectIri = ctx.uris.account(accountId);
  const holding = { kind: "own-profile", subjectIri, accountId, domain: null, content, because } as const;
  return ctx.db.transaction((tx) => hold(ctx, tx, holding, OWN_DAYS));
}

/** Somebody has changed their profile otherwise: what waited is no longer meant. */
export function forgetOwnProfile(ctx: Pick<Ctx, "sql" | "uris">, accountId: string): Promise<void> {
  return dropHeld(ctx.sql, { iri: ctx.uris.account(accountId), kind: "own-profile" });
}
