import { createHash, randomBytes } from "node:crypto";
import type { ModerationCtx, Statements } from "../ports.ts";
import { findOrMakeKey, findSalt } from "./store.ts";

/**
 * What stands for a subject in the public ledger: SHA-256 over 32 bytes of chance and its IRI, in hex. The same subject has
 * the same commitment, and nobody can tell which it is until an export opens it; once the key about it is destroyed, nobody ever.
 *
 * @example await appendEntry(ctx, tx, "public", { kind: "action.taken", body: { subject: await commitTo(ctx, tx, iri) } });
 */
export async function commitTo(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  iri: string,
): Promise<string> {
  const made = { id: ctx.ids.next(), key: randomBytes(32), salt: randomBytes(32) };
  const { salt } = await findOrMakeKey(on, iri, made, ctx.clock.now());
  return commitmentOf(iri, salt);
}

/** How a commitment is made, for whoever is shown the salt. */
export function commitmentOf(iri: string, salt: Uint8Array): string {
  return createHash("sha256").update(salt).update(iri).digest("hex");
}

/** What opens the commitment to a subject; null where nothing was committed to, or the key was destroyed. */
export async function openingOf(
  on: Statements,
  iri: string,
): Promise<{ iri: string; salt: string; commitment: string } | null> {
  const salt = await findSalt(on, iri);
  return salt && { iri, salt: Buffer.from(salt).toString("hex"), commitment: commitmentOf(iri, salt) };
}
