import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { awaitedMedia, giveUp, keepFetched } from "#moderation/evidence/awaited.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { apartName, nameFor } from "../files/address.ts";
import { holdFiles } from "../files/hold.ts";
import { openWork } from "../media/work.ts";
import { atMost, begin, TooMuch, writeTo } from "../remote-media/body.ts";
import { sniff } from "../remote-media/sniff.ts";
import { secludeEvidence } from "./seclude-evidence.ts";

type Deps = Pick<
  ApiCtx,
  "db" | "sql" | "clock" | "ids" | "files" | "config" | "domains" | "openRemote" | "log"
>;

const AT_ONCE = 3;
const WITHIN_MS = 5 * 60_000;

/**
 * Fetches files of reported posts that lie elsewhere, as they came, so that they are there when their author has removed them:
 * bounded in size, time and number. A recurring task.
 *
 * @returns how many were tried
 */
export async function fetchEvidence(ctx: Deps): Promise<number> {
  const moderation = moderationOf(ctx);
  const awaited = await awaitedMedia(moderation, AT_ONCE);
  await Promise.all(
    awaited.map(async ({ id, url, isLastTry }) => {
      const problem = await fetchOne(ctx, id, url).catch((error) => {
        ctx.log.warn({ err: error, evidence: id }, "a file of a case was not fetched");
        return { type: "failed", isFinal: false };
      });
      if (problem !== null && (problem.isFinal || isLastTry)) await giveUp(moderation.db, id, problem.type);
    }),
  );
  return awaited.length + (await secludeEvidence(ctx));
}

async function fetchOne(
  ctx: Deps,
  id: string,
  url: string,
): Promise<{ type: string; isFinal: boolean } | null> {
  const host = URL.parse(url)?.host;
  if (host === undefined || !ctx.domains.mayBeAsked(host)) return { type: "not asked", isFinal: true };
  const signal = AbortSignal.timeout(WITHIN_MS);
  const opened = await ctx.openRemote(url, { signal, wholeMs: WITHIN_MS });
  if (!opened.ok) return { type: opened.error.type, isFinal: opened.error.type === "response/status" };
  const work = await openWork(ctx);
  try {
    const { body, headers } = opened.value;
    const begun = await begin(body);
    const extension = extensionOf(begun.head, headers["content-type"] ?? "");
    if (extension === null) return { type: "unknown type", isFinal: true };
    const path = join(work.path, "came");
    await writeTo(path, atMost(ctx.config.remoteMedia.fileBytes, begun.chunks));
    return await keep(ctx, id, path, extension);
  } catch (error) {
    if (error instanceof TooMuch) return { type: "too large", isFinal: true };
    throw error;
  } finally {
    opened.value.body.destroy();
    await work.remove();
  }
}

async function keep(ctx: Deps, id: string, path: string, extension: string) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest("hex");
  const known = nameFor(sha256, extension);
  if (known === null) return { type: "unknown type", isFinal: true };
  const file = { ...known, name: apartName(sha256) };
  const { size } = await stat(path);
  // That it is in use is written before it is there, so that no sweep takes it.
  const isWanted = await ctx.db.transaction(async (tx) => {
    await holdFiles(tx);
    return keepFetched(moderationOf(ctx), statementsOn(tx), id, { ...file, size });
  });
  if (!isWanted) return null;
  try {
    await ctx.files.putFile(file.name, path);
  } catch (error) {
    await giveUp(moderationOf(ctx).db, id, "could not be kept");
    throw error;
  }
  return null;
}

/** Of a file that the store has a name for; null for anything else. */
function extensionOf(head: Buffer, declared: string): string | null {
  const content = sniff(head, declared);
  if (content?.is === "media") return content.extension;
  if (content?.is !== "picture") return null;
  const latin = head.toString("latin1", 0, 12);
  if (latin.startsWith("\xff\xd8")) return "jpg";
  if (latin.startsWith("\x89PNG")) return "png";
  if (latin.startsWith("GIF8")) return "gif";
  if (latin.startsWith("RIFF")) return "webp";
  return /^avi[fs]$/.test(latin.slice(8, 12)) ? "avif" : null;
}
