import { err, ok, type Result } from "#protocol/result.ts";
import { exportMultikey, exportPrivateKeyPem, generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import { leaveAllPanels } from "../panels/leave.ts";
import type { TrusteeCtx } from "../ports.ts";
import { endKeys, insertKey } from "../store/keys.ts";
import { lockTrustee } from "../store/trustees.ts";
import type { TrusteeKey } from "../trustee.ts";

export type EnrolKeyError =
  | { readonly type: "trustee/not-in-office" }
  /** It is, or was, somebody's already. */
  | { readonly type: "trustee/key-taken" };

/**
 * Gives a trustee the key that they sign with from now on, until their term ends, in the caller's transaction. One that they had before
 * ends: what it has signed stays valid, and they leave the panels that they were drawn for under its name.
 *
 * @param enrolling.key `did:key` of one that only they have, whose possession the caller has checked; null for one that the node makes and keeps
 */
export async function enrolKey(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, key }: { readonly accountId: string; readonly key: string | null },
): Promise<Result<TrusteeKey, EnrolKeyError>> {
  const trustee = await lockTrustee(on, accountId);
  const { termUntil = null, community = "", languages = [] } = trustee ?? {};
  if (termUntil === null || trustee?.state === "ended") return err({ type: "trustee/not-in-office" });
  const now = ctx.clock.now();
  await leaveAllPanels(ctx, on, { accountId, as: "key", why: "" });
  await endKeys(on, accountId, now);
  const made = key === null ? await makeKey(ctx) : { trustee: key, secret: null };
  const enrolled: TrusteeKey = {
    ...made,
    accountId,
    keptBy: key === null ? "node" : "trustee",
    community,
    languages,
    from: now,
    until: termUntil,
  };
  if (!(await insertKey(on, enrolled))) return err({ type: "trustee/key-taken" });
  const { keptBy } = enrolled;
  await appendEntry(ctx, on, "public", {
    kind: "trustee.key",
    body: { trustee: enrolled.trustee, keptBy, community, until: termUntil.toISOString() },
  });
  return ok(enrolled);
}

async function makeKey(ctx: TrusteeCtx): Promise<Pick<TrusteeKey, "trustee" | "secret">> {
  const { publicKey, privateKey } = await generateEd25519KeyPair();
  const pem = await exportPrivateKeyPem(privateKey);
  return { trustee: `did:key:${exportMultikey(publicKey)}`, secret: await ctx.trustees.seal(pem) };
}
