import { appendEntry } from "#moderation/ledger/append.ts";
import type { Because } from "#moderation/policy/verdict.ts";
import type { Ctx, Tx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { insertHeld } from "../store/holds.ts";
import { fingerprintOf, type HeldContent } from "./content.ts";
import type { HeldKind } from "./decision.ts";

const DAY_MS = 86_400_000;

/** Days that something of people here waits; they can give it up, or write something else, at any time. */
export const OWN_DAYS = 30;

export interface Holding {
  kind: HeldKind;
  /** See `held_items.subject_iri`. */
  subjectIri: string;
  accountId: string;
  domain: string | null;
  communityId?: string | null;
  content: HeldContent;
  because: readonly Because[];
}

/** Why everything of an account waits whose owner moderators have put so. */
export const heldAccount: Because = {
  ruleId: "held-account",
  ruleName: "What this account sends waits for a moderator",
  verdict: "hold",
  filters: [],
  facts: {},
};

/**
 * Keeps something apart until a moderator has looked at it.
 *
 * @param days after which it is over
 * @returns what has become of it: `held`, also when it was already; `released` and `refused` when that was decided before
 *   about the same content
 */
export async function hold(
  ctx: Pick<Ctx, "clock" | "ids" | "sql" | "db">,
  tx: Tx,
  holding: Holding,
  days: number,
): Promise<"held" | "released" | "refused"> {
  const now = ctx.clock.now();
  const { state, isNew, id } = await insertHeld(tx, {
    communityId: null,
    ...holding,
    fingerprint: fingerprintOf(holding.content),
    id: ctx.ids.next(),
    now,
    expiresAt: new Date(now.getTime() + days * DAY_MS),
  });
  if (isNew)
    await appendEntry(moderationOf(ctx), statementsOn(tx), "private", {
      kind: "hold.held",
      body: {
        holdId: id,
        what: holding.kind,
        subject: holding.subjectIri,
        rules: holding.because.map(({ ruleId }) => ruleId),
      },
    });
  return state === "released" ? "released" : state === "held" || state === "releasing" ? "held" : "refused";
}
