import { createHash } from "node:crypto";
import { type Checkpoint, openCheckpoint } from "#protocol/log/checkpoint.ts";
import { leafHash } from "#protocol/log/hash.ts";
import { parseNoteKey } from "#protocol/log/note-key.ts";
import { verifyInclusion } from "#protocol/log/proofs.ts";
import { decodeBase64 } from "#protocol/signing/base64.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { commitmentOf } from "../../ledger/commitment.ts";
import { type LedgerName, ledgerNames } from "../../ledger/name.ts";
import type { Finding } from "../../ledger/verify.ts";
import { whyNoCheckpoint } from "../../ledger/why.ts";
import { KEPT } from "../enter-kept.ts";
import { EXPORTED, FORMAT } from "./build.ts";

const MOST_FINDINGS = 20;

export interface ExportVerdict {
  readonly case: string | null;
  /** Entries of ledgers that it proves. */
  readonly records: number;
  readonly checkpoint: Checkpoint | null;
  readonly findings: readonly Finding[];
}

type Files = ReadonlyMap<string, Uint8Array>;
type Find = (where: string, what: string) => void;
interface Proof {
  seq: number;
  path: Uint8Array[];
}

/**
 * Checks an evidence export with nothing but itself: every file against the manifest, the manifest against its entry in the
 * ledger, and all entries against the signed checkpoints.
 *
 * @param trusted the text of the key that the private ledger must have; its own, where that is left out
 */
export async function verifyExport(files: Files, trusted?: string): Promise<ExportVerdict> {
  const findings: Finding[] = [];
  const find: Find = (where, what) => void findings.push({ where, what });
  const manifest = readJson(files, "manifest.json", find);
  const id = typeof manifest?.case === "string" ? manifest.case : null;
  if (manifest === null || manifest.format !== FORMAT || id === null) {
    if (manifest !== null) find("manifest.json", "It is not the manifest of an evidence export.");
    return { case: null, records: 0, checkpoint: null, findings };
  }
  const changed = checkFiles(files, manifest.files, find);
  let records = 0;
  let checkpoint: Checkpoint | null = null;
  for (const ledger of ledgerNames) {
    const opened = await openOwn(files, ledger, ledger === "private" ? trusted : undefined, find);
    if (opened === null) continue;
    if (ledger === "private") checkpoint = opened;
    records += checkRecords(files, { ledger, checkpoint: opened, caseId: id, changed }, find);
  }
  checkKept(files, find);
  checkOpened(files, find);
  return { case: id, records, checkpoint, findings: findings.slice(0, MOST_FINDINGS) };
}

/** Each file is as the manifest says, and there is none beside. Answers the names of those that are not. */
function checkFiles(files: Files, listed: unknown, find: Find): ReadonlySet<string> {
  const changed = new Set<string>();
  const named = new Map(Object.entries((listed ?? {}) as Record<string, { sha256?: unknown }>));
  for (const [name, { sha256 }] of named) {
    const bytes = files.get(name);
    if (bytes === undefined) find(name, "It is missing.");
    else if (hashOf(bytes) !== sha256) {
      changed.add(name);
      find(name, "It was changed: its hash is not the one in manifest.json.");
    }
  }
  const proofs = ledgerNames.flatMap((one) =>
    ["json", "checkpoint", "key"].map((kind) => `proofs/${one}.${kind}`),
  );
  const known = new Set(["manifest.json", "proofs/export.json", ...proofs, ...named.keys()]);
  for (const name of files.keys()) if (!known.has(name)) find(name, "It does not belong to this export.");
  return changed;
}

async function openOwn(
  files: Files,
  ledger: LedgerName,
  trusted: string | undefined,
  find: Find,
): Promise<Checkpoint | null> {
  const text = textOf(files, `proofs/${ledger}.key`) ?? "";
  const key = await parseNoteKey(text.replace(/\n$/, ""));
  if (!key.ok || !text.endsWith("\n")) {
    find(`proofs/${ledger}.key`, "It is no key.");
    return null;
  }
  if (trusted !== undefined && trusted.trim() !== text.trim())
    find(`proofs/${ledger}.key`, "It is not the key that you trust.");
  const note = textOf(files, `proofs/${ledger}.checkpoint`) ?? "";
  const opened = await openCheckpoint(note, { keys: [key.value], origin: key.value.name });
  if (opened.ok) return opened.value;
  find(`proofs/${ledger}.checkpoint`, whyNoCheckpoint(opened.error));
  return null;
}

function checkRecords(
  files: Files,
  {
    ledger,
    checkpoint,
    caseId,
    changed,
  }: { ledger: LedgerName; checkpoint: Checkpoint; caseId: string; changed: ReadonlySet<string> },
  find: Find,
): number {
  const [where, name] = [`proofs/${ledger}.json`, `records/${ledger}.jsonl`];
  const proofs = readJson(files, where, find);
  if (proofs === null) return 0;
  const lines = splitLines(files.get(name) ?? new Uint8Array());
  const records = Array.isArray(proofs.records) ? proofs.records : [];
  if (records.length !== lines.length)
    find(where, `It has proofs of ${records.length} records, and there are ${lines.length} in ${name}.`);
  for (const [at, line] of lines.entries()) {
    if (isProved(line, records[at], checkpoint, caseId)) continue;
    if (changed.has(name))
      find(`${name}, line ${at + 1}`, `It is not the entry that is in the ${ledger} ledger.`);
    else
      find(
        where,
        `The proof of line ${at + 1} of ${name} was changed, or the line was never in the ${ledger} ledger.`,
      );
  }
  if (ledger === "private") {
    const entry = files.get("proofs/export.json");
    if (entry === undefined || !isProved(entry, proofs.export, checkpoint, caseId))
      find(
        "proofs/export.json",
        "It is not proved to be in the private ledger: it or its proof was changed.",
      );
    else if (!isEntryOf(entry, files.get("manifest.json")))
      find("manifest.json", "It was changed: its hash is not the one that the ledger has.");
  }
  return lines.length;
}

function isProved(entry: Uint8Array, proof: unknown, { size, root }: Checkpoint, caseId: string): boolean {
  const read = proofOf(proof);
  const parsed = parse(entry);
  if (read === null || parsed?.caseId !== caseId) return false;
  return verifyInclusion({ index: read.seq, size, leaf: leafHash(entry), proof: read.path, root });
}

function isEntryOf(entry: Uint8Array, manifest: Uint8Array | undefined): boolean {
  const { kind, body } = parse(entry) ?? {};
  return (
    kind === EXPORTED && (body as { manifest?: unknown } | undefined)?.manifest === hashOf(manifest ?? entry)
  );
}

/** Whom public entries are about: the commitment follows from the salt, and stands in one of them. */
function checkOpened(files: Files, find: Find): void {
  const opened = parse(files.get("records/opened.json") ?? new Uint8Array());
  const commitments = Array.isArray(opened?.commitments) ? opened.commitments : [];
  const lines = splitLines(files.get("records/public.jsonl") ?? new Uint8Array());
  const committed = new Set(
    lines.map((line) => (parse(line)?.body as { subject?: unknown } | undefined)?.subject),
  );
  for (const one of commitments) {
    const { iri, salt, commitment } = (one ?? {}) as Record<string, unknown>;
    const made = typeof salt === "string" ? commitmentOf(String(iri), Buffer.from(salt, "hex")) : null;
    if (made === null || made !== commitment)
      find("records/opened.json", "A commitment does not follow from what is said to open it.");
    else if (!committed.has(commitment))
      find("records/opened.json", "A commitment is in none of the public entries.");
  }
}

/** What was kept as evidence is what the ledger was told at the time: not only what the export says of itself. */
function checkKept(files: Files, find: Find): void {
  const where = "evidence/index.json";
  const bytes = files.get(where);
  if (bytes === undefined) return;
  const index = parseAny(bytes);
  if (!Array.isArray(index)) {
    find(where, "It is no list of evidence.");
    return;
  }
  const entered = new Set<string>();
  for (const line of splitLines(files.get("records/private.jsonl") ?? new Uint8Array())) {
    const { kind, body } = parse(line) ?? {};
    const items = kind === KEPT ? (body as { items?: unknown } | undefined)?.items : null;
    for (const item of Array.isArray(items) ? items : []) entered.add(`${item?.id} ${item?.sha256}`);
  }
  for (const row of index) {
    const { id, content, file, isLeftOut } = (row ?? {}) as Record<string, unknown>;
    // What the ledger has of a file is its bytes' hash, and not that of what is known about it.
    const name = isLeftOut === true ? null : (file ?? content);
    const kept = typeof name === "string" ? files.get(name) : undefined;
    if (kept !== undefined && !entered.has(`${id} ${hashOf(kept)}`))
      find(String(name), "The ledger was not told of it when it was kept, or it was changed since.");
  }
}

function proofOf(value: unknown): Proof | null {
  const { seq, path } = (value ?? {}) as Record<string, unknown>;
  if (typeof seq !== "number" || !Array.isArray(path) || path.length > 64) return null;
  const hashes = path.map((hash) => (typeof hash === "string" ? decodeBase64(hash) : null));
  return hashes.every((hash) => hash !== null) ? { seq, path: hashes } : null;
}

/** A file that must be JSON in its one canonical form. */
function readJson(files: Files, name: string, find: Find): Record<string, unknown> | null {
  const bytes = files.get(name);
  const value = bytes === undefined ? null : parse(bytes);
  const written = value === null ? null : canonicalize(value);
  if (value !== null && written?.ok && Buffer.from(written.value).equals(bytes ?? Buffer.alloc(0)))
    return value;
  find(
    name,
    bytes === undefined ? "It is missing." : "It was changed: it is not JSON in its canonical form.",
  );
  return null;
}

function parse(bytes: Uint8Array): Record<string, unknown> | null {
  const value = parseAny(bytes);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parseAny(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

function textOf(files: Files, name: string): string | null {
  const bytes = files.get(name);
  return bytes === undefined ? null : Buffer.from(bytes).toString();
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
