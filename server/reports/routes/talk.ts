import { z } from "zod";
import type { Routes } from "../../api/call.ts";
import { idOf } from "../../api/ids.ts";
import { refuse } from "../../api/refuse.ts";
import { described } from "../../desk/described.ts";
import { ownReport, ownReportSchema } from "../own-report.ts";
import { readOwnIds } from "../store/reports.ts";
import { readOwnReport, readTalk, writeToModerators, writeToReporter } from "../talk.ts";

const said = z.strictObject({ text: z.string().max(20_000) });
const written = z.object({ id: z.string() });

/** What reporters and moderators say to each other. */
export const talkRoutes: Routes = {
  "GET /api/folkmoot/v1/my/reports": described(
    {
      summary: "One's own reports, newest first, at most fifty",
      permission: null,
      input: z.strictObject({ max_id: z.uuid().optional() }),
      output: z.array(ownReportSchema),
    },
    async ({ ctx, viewer }, { max_id }) => {
      const ids = await readOwnIds(ctx.sql, viewer.accountId, max_id ?? null);
      const reports = await Promise.all(ids.map((id) => readOwnReport(ctx, id, viewer.accountId)));
      return reports.flatMap((report) => (report.ok ? [ownReport(report.value)] : []));
    },
  ),

  "GET /api/folkmoot/v1/my/reports/:id": described(
    { summary: "One's own report, and what was said about it", permission: null, output: ownReportSchema },
    async ({ ctx, viewer, path }) => {
      const report = await readOwnReport(ctx, idOf(path.id), viewer.accountId);
      if (!report.ok) throw refuse(report.error);
      return ownReport(report.value);
    },
  ),

  "POST /api/folkmoot/v1/my/reports/:id/messages": described(
    {
      summary: "Write to the moderators about one's own report",
      permission: null,
      input: said,
      output: written,
      status: 201,
    },
    async ({ ctx, viewer, path }, { text }) => {
      const done = await writeToModerators(ctx, { reportId: idOf(path.id), by: viewer.accountId, text });
      if (!done.ok) throw refuse(done.error);
      return done.value;
    },
  ),

  "GET /api/folkmoot/v1/reports/:id/messages": described(
    {
      summary: "What whoever complained and the moderators have said about a report, oldest first",
      permission: "report.talk",
      output: z.array(
        z.object({
          id: z.string(),
          from: z.enum(["reporter", "moderators", "server"]),
          account_id: z.string().nullable(),
          text: z.string(),
          created_at: z.string(),
        }),
      ),
    },
    async ({ ctx, viewer, path }) => {
      const read = await readTalk(ctx, idOf(path.id), viewer.accountId);
      if (!read.ok) throw refuse(read.error);
      return read.value.map(({ id, from, accountId, text, createdAt }) => ({
        id,
        from,
        account_id: accountId,
        text,
        created_at: createdAt.toISOString(),
      }));
    },
  ),

  "POST /api/folkmoot/v1/reports/:id/messages": described(
    {
      summary: "Write to whoever complained, who does not learn which moderator it is",
      permission: "report.talk",
      input: said,
      output: written,
      status: 201,
    },
    async ({ ctx, viewer, path }, { text }) => {
      const done = await writeToReporter(ctx, { reportId: idOf(path.id), by: viewer.accountId, text });
      if (!done.ok) throw refuse(done.error);
      return done.value;
    },
  ),
};
