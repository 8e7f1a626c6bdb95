import { stat } from "node:fs/promises";
import type { LedgerName } from "#moderation/ledger/name.ts";
import { type Finding, type LogSource, verifyLog } from "#moderation/ledger/verify.ts";
import { formatNoteKey, type NoteKey, parseNoteKey } from "#protocol/log/note-key.ts";
import type { Ctx } from "../context.ts";
import { ledgerSigner } from "./signer.ts";
import { folderSource, type KeyedSource, ownSource } from "./sources.ts";
import { webSource } from "./web-source.ts";

/** What a look at a log, or at an export, has found. */
export interface Checked {
  /** What was looked at. */
  readonly what: string;
  readonly origin: string | null;
  /** Entries; of an export, its records. */
  readonly size: number;
  /** The key that it was checked with. */
  readonly key: string | null;
  /** The signed note, to be kept for the next time. */
  readonly checkpoint: string | null;
  readonly findings: readonly Finding[];
}

export interface CheckOptions {
  /** A verifier key that is trusted; without it, the one that the log gives itself. */
  readonly key?: string;
  /** An earlier checkpoint. */
  readonly since?: string;
  readonly progress?: (entries: number, of: number) => void;
}

/** Checks a ledger of this node from its database. */
export async function checkOwn(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  ledger: LedgerName,
  options: CheckOptions = {},
): Promise<Checked> {
  const { key } = await ledgerSigner(ctx, ledger);
  return check(`the ${ledger} ledger of this node`, ownSource(ctx, ledger), { ...options, key }, key.name);
}

/** Checks a log in a folder. */
export async function checkFolder(folder: string, options: CheckOptions = {}): Promise<Checked> {
  return checkKeyed(folder, folderSource(folder), options);
}

/**
 * Checks somebody's log on the web.
 *
 * @param url a log's address, or a node's: then its public ledger
 */
export async function checkWeb(
  url: string,
  { allowPrivateAddress, ...options }: CheckOptions & { allowPrivateAddress: boolean },
): Promise<Checked> {
  const at = new URL(url);
  const prefix =
    at.pathname === "/" ? `${at.origin}/ledger/public` : `${at.origin}${at.pathname}`.replace(/\/+$/, "");
  const source = webSource(prefix, { allowPrivateAddress });
  try {
    return await checkKeyed(prefix, source, options);
  } finally {
    await source.close();
  }
}

async function checkKeyed(what: string, source: KeyedSource, options: CheckOptions): Promise<Checked> {
  const text = options.key?.trim() ?? ((await source.key()) ?? "").replace(/\n$/, "");
  const key = await parseNoteKey(text);
  if (key.ok) return check(what, source, { ...options, key: key.value }, key.value.name);
  const findings = [
    { where: "key", what: text === "" ? "There is none." : `It is no key: ${key.error.type}.` },
  ];
  return { what, origin: null, size: 0, key: null, checkpoint: null, findings };
}

async function check(
  what: string,
  source: LogSource,
  { key, since, progress }: Omit<CheckOptions, "key"> & { key: NoteKey },
  origin: string,
): Promise<Checked> {
  const verdict = await verifyLog(source, {
    keys: [key],
    origin,
    ...(since !== undefined && { since }),
    ...(progress && { progress }),
  });
  return {
    what,
    origin: verdict.checkpoint?.origin ?? null,
    size: verdict.checkpoint?.size ?? 0,
    key: formatNoteKey(key),
    checkpoint: verdict.note,
    findings: verdict.findings,
  };
}

/** Whether there is a folder, a file, or nothing at a path. */
export async function lookAt(path: string): Promise<"folder" | "file" | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : found.isDirectory() ? "folder" : "file";
}
