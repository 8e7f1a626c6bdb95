import { err, ok, type Result } from "#protocol/result.ts";
import { isCategory } from "../../category.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockTrustee, saveTrustee } from "../store/trustees.ts";
import type { Trustee } from "../trustee.ts";

/** What somebody is invited as. */
export interface Office {
  readonly community: string;
  readonly languages: readonly string[];
  readonly regions: readonly string[];
  readonly topics: readonly string[];
  readonly termMonths: number;
}

export type OfficeError =
  | { readonly type: "trustee/no-language" }
  | { readonly type: "trustee/bad-language"; readonly language: string }
  | { readonly type: "trustee/bad-region"; readonly region: string }
  | { readonly type: "trustee/bad-topic"; readonly topic: string }
  | { readonly type: "trustee/bad-community" }
  | { readonly type: "trustee/bad-term"; readonly most: number }
  | { readonly type: "trustee/too-many"; readonly most: number };

export type InviteError = OfficeError | { readonly type: "trustee/already" };

const MOST_MONTHS = 60;
const MOST_WORDS = 20;

/** Whether an office can be held so. */
export function checkOffice(office: Office): Result<void, OfficeError> {
  const { community, languages, regions, topics, termMonths } = office;
  if (languages.length === 0) return err({ type: "trustee/no-language" });
  if ([languages, regions, topics].some((words) => words.length > MOST_WORDS))
    return err({ type: "trustee/too-many", most: MOST_WORDS });
  const language = languages.find((each) => !/^[a-z]{2,3}$/.test(each));
  if (language !== undefined) return err({ type: "trustee/bad-language", language });
  const region = regions.find((each) => !/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(each));
  if (region !== undefined) return err({ type: "trustee/bad-region", region });
  const topic = topics.find((each) => !isCategory(each));
  if (topic !== undefined) return err({ type: "trustee/bad-topic", topic });
  if (!/^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/.test(community))
    return err({ type: "trustee/bad-community" });
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > MOST_MONTHS)
    return err({ type: "trustee/bad-term", most: MOST_MONTHS });
  return ok();
}

/**
 * Asks somebody to be a trustee, in the caller's transaction. Nobody is one before they have consented; who has declined or was in
 * office before can be asked again.
 *
 * @param invited.by null for whoever has the node's command line
 */
export async function inviteTrustee(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, by, ...office }: Office & { readonly accountId: string; readonly by: string | null },
): Promise<Result<Trustee, InviteError>> {
  const checked = checkOffice(office);
  if (!checked.ok) return checked;
  const before = await lockTrustee(on, accountId);
  if (before !== null && before.state !== "declined" && before.state !== "ended")
    return err({ type: "trustee/already" });
  const now = ctx.clock.now();
  const trustee: Trustee = {
    accountId,
    ...office,
    state: "invited",
    invitedBy: by,
    invitedAt: now,
    consentedAt: null,
    termUntil: null,
    certifiedAt: before?.certifiedAt ?? null,
    pausedUntil: null,
    endedAt: null,
    endedAs: null,
    endedWhy: null,
  };
  await saveTrustee(on, trustee, now);
  await appendEntry(ctx, on, "private", { kind: "trustee.invited", by, body: { trustee: accountId } });
  await ctx.trustees.told(on, [{ accountId, kind: "invited", panelId: null }]);
  return ok(trustee);
}
