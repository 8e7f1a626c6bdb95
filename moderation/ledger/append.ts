import { canonicalize } from "#protocol/signing/jcs.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";
import { insertPending } from "./store.ts";

/** One step, as it is written. At most 65,535 bytes once it is encoded (the limit of C2SP entries). */
export interface NewEntry {
  /** `case.opened`, `case.assigned`, `report.filed`, `action.taken`, `action.undone`, `policy.changed`, `domain.decided`, `admin.<deed>` ... */
  readonly kind: string;
  readonly caseId?: string | null;
  /** Who did it; null for the node. Never in the public ledger. */
  readonly by?: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** What is personal: encrypted under the key of `about`, which a legal request can destroy. */
  readonly secret?: { readonly about: string; readonly content: Readonly<Record<string, unknown>> };
}

/**
 * Enters a step in the ledger, in the transaction of the step itself.
 *
 * @example await appendEntry(ctx, tx, "private", { kind: "case.opened", caseId, body: { subject: iri } });
 */
export async function appendEntry(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  ledger: LedgerName,
  { kind, caseId = null, by = null, body }: NewEntry,
): Promise<void> {
  const entry = { id: ctx.ids.next(), kind, at: ctx.clock.now().toISOString(), caseId, by, body };
  const written = canonicalize(entry);
  if (!written.ok) throw new Error("an entry is no JSON", { cause: written.error });
  await insertPending(on, ledger, Buffer.from(written.value));
}
