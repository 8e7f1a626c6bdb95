import { exportEvidence } from "#moderation/evidence/export/build.ts";
import { namelessReports } from "../cases/reports.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { ledgerSigner } from "./signer.ts";

/** Files of an export that are held in memory while it is made. */
const MOST_BYTES = 128 * 1_048_576;

/**
 * The evidence of a case as an archive: see `moderation/evidence/export`.
 *
 * @returns null where there is no such case
 */
export async function exportCase(
  ctx: Pick<ApiCtx, "clock" | "ids" | "sql" | "db" | "uris" | "files" | "config">,
  caseId: string,
  by: string | null,
): Promise<Uint8Array | null> {
  const { host, origin } = new URL(ctx.uris.origin);
  const { nodeName, adminEmail } = ctx.config;
  return exportEvidence(moderationOf(ctx), {
    caseId,
    by,
    reports: await namelessReports(ctx, caseId),
    host,
    origin,
    contact: [`Those who look after ${nodeName}: ${origin}`, ...(adminEmail ? [adminEmail] : [])].join("\n"),
    signers: { private: await ledgerSigner(ctx, "private"), public: await ledgerSigner(ctx, "public") },
    mostBytes: MOST_BYTES,
    files: { size: (name) => ctx.files.size(name), read: (name) => ctx.files.read(name) },
  });
}
