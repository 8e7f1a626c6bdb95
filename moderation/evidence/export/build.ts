import { createHash } from "node:crypto";
import { formatNoteKey, type NoteSigner } from "#protocol/log/note-key.ts";
import { encodeBase64 } from "#protocol/signing/base64.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { appendEntry } from "../../ledger/append.ts";
import { openingOf } from "../../ledger/commitment.ts";
import { type ListedEntry, listEntries } from "../../ledger/list.ts";
import { type LedgerName, ledgerNames } from "../../ledger/name.ts";
import { currentHead, ledgerTree } from "../../ledger/read.ts";
import { sequence } from "../../ledger/sequence.ts";
import type { ModerationCtx } from "../../ports.ts";
import { evidenceOf } from "../read.ts";
import { readmeOf } from "./readme.ts";
import { readDossier } from "./store.ts";
import { writeZip } from "./zip.ts";

const MOST_RECORDS = 20_000;
export const FORMAT = "folkmoot-evidence/1";
export const EXPORTED = "evidence.exported";

export interface Exporting {
  readonly caseId: string;
  /** Who asks for it; null for the command line. */
  readonly by: string | null;
  readonly host: string;
  /** Where it is on the web. */
  readonly origin: string;
  /** What was reported, as the host keeps it: the words, and nobody's name. */
  readonly reports: readonly object[];
  /** Whom a reader may ask. */
  readonly contact: string;
  readonly signers: Readonly<Record<LedgerName, NoteSigner>>;
  /** Bytes of files; what does not fit is named with its hash. */
  readonly mostBytes: number;
  /** The host's files, by their names; null for one that is not there. */
  readonly files: {
    size(name: string): Promise<number | null>;
    read(name: string): Promise<Uint8Array | null>;
  };
}

/**
 * The evidence of a case as an archive that can be verified without this server. That it was made is an entry of the private
 * ledger, with the hash of everything in it: so nothing in it can be changed that its checkpoint does not show.
 *
 * @returns null where there is no such case
 */
export async function exportEvidence(ctx: ModerationCtx, how: Exporting): Promise<Uint8Array | null> {
  const { caseId, by, signers } = how;
  const enter = async () => {
    for (const ledger of ledgerNames) await sequence(ctx, ledger, async () => signers[ledger], "wait");
  };
  await enter();
  const dossier = await readDossier(ctx.db, caseId);
  if (dossier === null) return null;
  const about = dossier.case as { number: number };
  const records = await listEntries(ctx, { caseId, ledger: null, most: MOST_RECORDS });
  const commitments = await openingsOf(ctx, dossier, records);
  const kept = await evidenceFiles(ctx, how);
  const at = ctx.clock.now();
  const readme = readmeOf({
    host: how.host,
    origin: how.origin,
    number: about.number,
    at,
    contact: how.contact,
    leftOut: kept.leftOut,
  });

  const files = new Map<string, Uint8Array>([
    ["README.txt", Buffer.from(readme)],
    ["case.json", pretty({ ...dossier, reports: how.reports })],
    ...kept.files,
    ["records/timeline.txt", Buffer.from(timeline(records))],
    ...ledgerNames.map((ledger) => [`records/${ledger}.jsonl`, lines(records, ledger)] as const),
    [
      "records/opened.json",
      pretty({
        commitments,
        secrets: records.flatMap(({ ledger, seq, secret }) =>
          secret === null ? [] : [{ ledger, seq, secret }],
        ),
      }),
    ],
  ]);
  const manifest = json({
    format: FORMAT,
    case: caseId,
    at: at.toISOString(),
    files: Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.length }]),
    ),
  });
  files.set("manifest.json", manifest);
  const hash = sha256(manifest);
  await appendEntry(ctx, ctx.db, "private", { kind: EXPORTED, caseId, by, body: { manifest: hash } });
  await enter();
  const last = await listEntries(ctx, { caseId, ledger: "private", most: 50 });
  const own = last.findLast(
    ({ entry }) => (entry.body as { manifest?: unknown } | undefined)?.manifest === hash,
  );
  if (own === undefined) throw new Error("an export was not entered in the ledger");
  files.set("proofs/export.json", own.bytes);
  for (const ledger of ledgerNames) {
    const head = await currentHead(ctx.db, ledger, signers[ledger]);
    const tree = ledgerTree(ctx.db, ledger, head.size);
    const of = records.filter((record) => record.ledger === ledger);
    const prove = async ({ seq }: ListedEntry) => ({
      seq,
      path: (await tree.inclusion(seq)).map(encodeBase64),
    });
    const proofs = [];
    for (const record of of) proofs.push(await prove(record));
    const proof = { records: proofs, ...(ledger === "private" && { export: await prove(own) }) };
    files.set(`proofs/${ledger}.json`, json(proof));
    files.set(`proofs/${ledger}.checkpoint`, Buffer.from(head.note));
    files.set(`proofs/${ledger}.key`, Buffer.from(`${formatNoteKey(signers[ledger].key)}\n`));
  }
  return writeZip(files);
}

/** What opens the commitments in the public entries: to nobody but the subjects of this case and its actions. */
async function openingsOf(
  { db }: ModerationCtx,
  { case: about, actions }: Record<string, unknown>,
  records: readonly ListedEntry[],
) {
  const rows = [about, ...(actions as unknown[])] as { subject_iri: string }[];
  const committed = new Set(
    records.flatMap(({ ledger, entry: { body } }) =>
      ledger === "public" ? [(body as { subject?: unknown } | undefined)?.subject] : [],
    ),
  );
  const openings: NonNullable<Awaited<ReturnType<typeof openingOf>>>[] = [];
  for (const iri of new Set(rows.map(({ subject_iri }) => subject_iri))) {
    const opening = await openingOf(db, iri);
    if (opening !== null && committed.has(opening.commitment)) openings.push(opening);
  }
  return openings;
}

/** Content as it was captured, under names of our own. */
async function evidenceFiles(ctx: ModerationCtx, { caseId, files: store, mostBytes }: Exporting) {
  const files: [string, Uint8Array][] = [];
  const index: Record<string, unknown>[] = [];
  const leftOut: string[] = [];
  let left = mostBytes;
  const evidence = await evidenceOf(ctx, caseId);
  for (const [at, item] of evidence.entries()) {
    const { id, kind, iri, sha256: expected, mediaType, size, problem, capturedAt, erasedAt } = item;
    const stem = `evidence/${String(at + 1).padStart(3, "0")}-${kind}`;
    const row = { id, kind, iri, sha256: expected, mediaType, size, problem, capturedAt, erasedAt };
    const named: Record<string, unknown> = { ...row, content: null, file: null };
    if (item.content !== null) {
      named.content = `${stem}.json`;
      files.push([`${stem}.json`, json(item.content)]);
    }
    if (item.file !== null) {
      const bytes = await fits(store, item.file, left);
      const name = `${stem}.${extensionOf(item.mediaType)}`;
      if (bytes === null) {
        named.isLeftOut = true;
        leftOut.push(`${name} (SHA-256 ${expected})`);
      } else {
        left -= bytes.length;
        named.file = name;
        files.push([name, bytes]);
      }
    }
    index.push(named);
  }
  files.unshift(["evidence/index.json", pretty(index)]);
  return { files, leftOut };
}

async function fits(store: Exporting["files"], name: string, left: number): Promise<Uint8Array | null> {
  const size = await store.size(name);
  return size === null || size > left ? null : store.read(name);
}

const extensions = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
  ["image/avif", "avif"],
  ["image/heic", "heic"],
  ["video/mp4", "mp4"],
  ["video/webm", "webm"],
  ["video/quicktime", "mov"],
  ["audio/mpeg", "mp3"],
  ["audio/mp4", "m4a"],
  ["audio/ogg", "ogg"],
  ["audio/flac", "flac"],
  ["application/pdf", "pdf"],
  ["text/plain", "txt"],
]);

/** By which the computer of whoever reads it knows what it is: the host's own name for a file that is kept apart does not say. */
function extensionOf(mediaType: string | null): string {
  return extensions.get(mediaType ?? "") ?? "bin";
}

function timeline(records: readonly ListedEntry[]): string {
  return records
    .map(({ ledger, seq, entry: { at, kind, by, body } }) => {
      const who = typeof by === "string" ? `by account ${by}` : ledger === "public" ? "" : "by the server";
      return `${at}  ${kind}  ${who}  (${ledger} ledger, entry ${seq})\n    ${JSON.stringify(body ?? {})}\n`;
    })
    .toSorted()
    .join("");
}

function lines(records: readonly ListedEntry[], ledger: LedgerName): Uint8Array {
  const of = records.filter((record) => record.ledger === ledger);
  return Buffer.concat(of.flatMap(({ bytes }) => [bytes, Buffer.from("\n")]));
}

function pretty(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function json(value: unknown): Uint8Array {
  const written = canonicalize(JSON.parse(JSON.stringify(value)));
  if (!written.ok) throw new Error("an export holds what is no JSON", { cause: written.error });
  return Buffer.from(written.value);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
