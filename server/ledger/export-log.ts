import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LedgerName } from "#moderation/ledger/name.ts";
import { parseCheckpoint } from "#protocol/log/checkpoint.ts";
import { parseNote } from "#protocol/log/note.ts";
import { formatNoteKey } from "#protocol/log/note-key.ts";
import { tilePath, tilesOf } from "#protocol/log/tiles.ts";
import type { Ctx } from "../context.ts";
import { ledgerSigner } from "./signer.ts";
import { ownSource } from "./sources.ts";

/**
 * Writes a ledger into a folder as it is served: checkpoint, key and tiles, which any web server can hand out and
 * `folkmoot ledger verify` can check.
 *
 * @returns how many entries it has
 */
export async function exportLog(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  ledger: LedgerName,
  folder: string,
): Promise<number> {
  const source = ownSource(ctx, ledger);
  const note = (await source.checkpoint()) ?? "";
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : null;
  if (checkpoint === null) throw new Error("the ledger's own checkpoint is none");
  for (const tile of tilesOf(checkpoint.size)) {
    const path = join(folder, tilePath(tile));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, (await source.tile(tile)) ?? new Uint8Array());
  }
  await mkdir(folder, { recursive: true });
  const { key } = await ledgerSigner(ctx, ledger);
  await writeFile(join(folder, "key"), `${formatNoteKey(key)}\n`);
  // Last, so that what it says is there.
  await writeFile(join(folder, "checkpoint"), note);
  return checkpoint.size;
}
