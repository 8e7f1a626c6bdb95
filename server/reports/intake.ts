import type { Intake, IntakePort } from "#federation/ports.ts";
import { hostOf } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import type { DomainGate } from "../hosts/domain-gate.ts";
import { takeAnswer } from "./answer.ts";
import { receiveReport } from "./receive.ts";
import { readReportOfFlag } from "./store/flags.ts";
import { takeNote, takeServerMessage } from "./take-note.ts";

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "handleHost" | "policy">;

/** What other servers say about reports. */
export function createReportIntake(
  ctx: Deps,
  gate: Pick<DomainGate, "ignoresReports">,
): Pick<IntakePort, "report" | "reportAnswered" | "reportWithdrawn" | "reportNote"> {
  const rejects = (iri: string) => gate.ignoresReports(hostOf(iri as Parameters<typeof hostOf>[0]));
  const ignored: Intake = { outcome: "ignored", reason: "domain/reports-rejected" };
  return {
    async report(report) {
      if (rejects(report.by.iri)) return ignored;
      const filters = ctx.policy.filtersOf(report.by);
      if (filters.has("ignore-reports")) return { outcome: "ignored", reason: "policy/dropped" };
      if (filters.has("reject-reports")) return { outcome: "ignored", reason: "policy/rejected" };
      return (await ctx.policy.report(report.by)) ?? receiveReport(ctx, report);
    },

    async reportAnswered({ flag, by, answer, text, texts = {} }) {
      const taken = await takeAnswer(ctx, { flag, by: by.iri, answer, text, texts });
      if (taken !== null) return intakeOf(taken);
      // A report that they sent, closed or opened again by those who sent it.
      if (answer === "accepted" || answer === "rejected") return null;
      const said =
        answer === "resolved" ? "They have closed this report." : "They have opened this report again.";
      return noted(await takeServerMessage(ctx, { flag, by, text: said }));
    },

    async reportWithdrawn(flag, by) {
      if ((await readReportOfFlag(ctx.sql, flag)) === null) return null;
      return noted(await takeServerMessage(ctx, { flag, by, text: "They have taken this report back." }));
    },

    async reportNote({ iri, by, flag, text }) {
      if (rejects(by.iri)) return ignored;
      if (ctx.policy.filtersOf(by).has("reject-moderation-notes"))
        return { outcome: "ignored", reason: "policy/rejected" };
      return noted(await takeNote(ctx, { iri, by, flag, text }));
    },
  };
}

function intakeOf(taken: boolean): Intake {
  return taken ? { outcome: "accepted" } : { outcome: "ignored", reason: "report/not-theirs" };
}

/** Null stays null: it is about no report that is known here. */
function noted(taken: boolean | null): Intake | null {
  return taken === null ? null : intakeOf(taken);
}
