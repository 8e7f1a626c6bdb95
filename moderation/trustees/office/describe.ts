import { err, ok, type Result } from "#protocol/result.ts";
import { isCategory } from "../../category.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockTrustee, saveInterests, saveTrustee } from "../store/trustees.ts";
import type { Interest, Trustee } from "../trustee.ts";
import { checkOffice, type OfficeError } from "./invite.ts";

export type DescribeError =
  | OfficeError
  | { readonly type: "trustee/not-in-office" }
  | { readonly type: "trustee/bad-interest"; readonly value: string };

const MOST_INTERESTS = 100;

/** What a trustee says of themselves: what they know, and what they have a stake in. Panels that are drawn already stay as they are. */
export async function describeTrustee(
  ctx: TrusteeCtx,
  on: Statements,
  said: Pick<Trustee, "accountId" | "languages" | "regions" | "topics"> & {
    readonly interests: readonly Interest[];
  },
): Promise<Result<Trustee, DescribeError>> {
  const { accountId, interests, ...office } = said;
  const before = await lockTrustee(on, accountId);
  if (before === null || before.state === "declined" || before.state === "ended")
    return err({ type: "trustee/not-in-office" });
  const trustee: Trustee = { ...before, ...office };
  const checked = checkOffice(trustee);
  if (!checked.ok) return checked;
  if (interests.length > MOST_INTERESTS) return err({ type: "trustee/too-many", most: MOST_INTERESTS });
  const bad = interests.find((each) => !isInterest(each));
  if (bad !== undefined) return err({ type: "trustee/bad-interest", value: bad.value });
  await saveTrustee(on, trustee, ctx.clock.now());
  await saveInterests(on, accountId, interests);
  return ok(trustee);
}

function isInterest({ kind, value }: Interest): boolean {
  if (kind === "topic") return isCategory(value);
  return kind === "domain"
    ? /^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?$/.test(value)
    : /^@?[^@\s]{1,100}(?:@[a-z0-9.:-]{1,253})?$/i.test(value);
}
