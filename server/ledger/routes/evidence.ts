import { z } from "zod";
import { readCase } from "#moderation/cases/read.ts";
import { may } from "../../admin/permissions.ts";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { refuse } from "../../api/refuse.ts";
import type { Viewer } from "../../api/viewer.ts";
import { handlerOf } from "../../cases/handler.ts";
import { described, describedFile } from "../../desk/described.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readerOf } from "../../desk/reader.ts";
import { eraseAbout } from "../erase.ts";
import { exportCase } from "../evidence.ts";

/** The evidence of a case, to be taken elsewhere; and what the law may ask to be erased. */
export const evidenceRoutes: Routes = {
  "GET /api/folkmoot/v1/cases/:id/evidence": describedFile<Viewer | null>(
    {
      summary:
        "The evidence of a case: records, files and proofs that verify without this server. With a token or a browser's session, and the permission evidence.export",
      permission: null,
      isBySession: true,
      contentType: "application/zip",
    },
    async (call) => {
      const { ctx, path } = call;
      const id = idOf(path.id);
      const reader = await readerOf(call);
      if (reader === null) throw Refusal.notFound();
      const by = may(reader.role, "evidence.export") ? await handlerOf(ctx, reader) : null;
      if (by === null) throw Refusal.forbidden();
      const read = await readCase(moderationOf(ctx), by, id);
      if (!read.ok) throw refuse(read.error);
      const zip = await exportCase(ctx, id, reader.accountId);
      if (zip === null) throw refuse({ type: "case/not-found", caseId: id });
      return {
        status: 200,
        headers: {
          "content-type": "application/zip",
          "content-disposition": `attachment; filename="case-${read.value.case.number}.zip"`,
          "cache-control": "private, no-store",
        },
        body: zip,
      };
    },
  ),
  "POST /api/folkmoot/v1/ledger/erase": described(
    {
      summary:
        "Erases, for good and on a legal request, what moderation keeps about a post, an account or a medium",
      permission: "ledger.erase",
      input: z.object({ about: z.string().min(1).max(2_048), reason: z.string().trim().min(1).max(1_000) }),
      output: z.object({
        /** Keys of the ledger that were destroyed. */
        keys: z.number(),
        /** Cases whose evidence and words were erased. */
        cases: z.number(),
        /** Actions in force, which keep their subject: undo them and ask again, where that shall go as well. */
        inForce: z.number(),
      }),
    },
    ({ ctx, viewer }, { about, reason }) => eraseAbout(ctx, about, { reason, by: viewer.accountId }),
  ),
};
