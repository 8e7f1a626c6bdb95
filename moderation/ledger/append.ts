import { createHash } from "node:crypto";
import { MAX_ENTRY_BYTES } from "#protocol/log/tiles.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";
import { seal } from "./secret.ts";
import { insertPending, keepLarge } from "./store.ts";

/** One step, as it is written. Of more than 65,535 bytes (the limit of C2SP entries) the ledger has the digest. */
export interface NewEntry {
  /** `case.opened`, `case.assigned`, `report.filed`, `action.taken`, `action.undone`, `policy.changed`, `domain.decided`, `admin.<deed>` ... */
  readonly kind: string;
  readonly caseId?: string | null;
  /** Who did it; null for the node. Never in the public ledger. */
  readonly by?: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** What is personal: encrypted under the key of `about`, which a legal request can destroy. Not for the public ledger. */
  readonly secret?: { readonly about: string; readonly content: Readonly<Record<string, unknown>> };
}

/**
 * Enters a step in the ledger, in the transaction of the step itself. It gets its number within about a second.
 *
 * @throws Error for what is no JSON, and for a secret in the public ledger
 * @example await appendEntry(ctx, tx, "private", { kind: "case.opened", caseId, body: { subject: iri } });
 */
export async function appendEntry(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  ledger: LedgerName,
  { kind, caseId = null, by = null, body, secret }: NewEntry,
): Promise<void> {
  if (ledger === "public" && secret !== undefined)
    throw new Error("there are no secrets in the public ledger");
  const id = ctx.ids.next();
  const at = ctx.clock.now();
  const head = { id, kind, at: at.toISOString(), caseId, ...(ledger === "private" && { by }) };
  const sealed = secret && (await seal(ctx, on, id, secret));
  const whole = encode({ ...head, body, ...(sealed && { secret: sealed }) });
  const entry = whole.length <= MAX_ENTRY_BYTES ? whole : await byDigest(on, head, whole);
  await insertPending(on, ledger, { entry, kind, caseId, at });
}

async function byDigest(on: Statements, head: object, whole: Buffer): Promise<Buffer> {
  const sha256 = createHash("sha256").update(whole).digest();
  await keepLarge(on, sha256, whole);
  return encode({ ...head, large: { sha256: sha256.toString("hex"), bytes: whole.length } });
}

function encode(entry: object): Buffer {
  // What `undefined` there is in it, JSON leaves out; JCS refuses it.
  const written = canonicalize(JSON.parse(JSON.stringify(entry)));
  if (!written.ok) throw new Error("an entry is no JSON", { cause: written.error });
  return Buffer.from(written.value);
}
