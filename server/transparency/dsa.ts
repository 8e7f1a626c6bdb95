import { checkStatement } from "#moderation/transparency/dsa/check.ts";
import type { StatementSettings } from "#moderation/transparency/dsa/record.ts";
import { statementOfReasons } from "#moderation/transparency/dsa/statement.ts";
import type { ApiCtx } from "../context.ts";
import { readRules } from "../site/rules.ts";
import { readStatementRecords } from "./dsa-store.ts";

const BATCH = 500;

/** What an export has come to. */
export interface ExportCount {
  /** Statements of reasons that were written. */
  written: number;
  /** Actions of which the law asks for none. */
  notAsked: number;
  /** Those of which it does, and of whose content nobody knows any more when it was made. */
  impossible: number;
}

type Deps = Pick<ApiCtx, "sql" | "db" | "config" | "uris">;

/**
 * Statements of reasons about what was done between two times, as the EU's DSA Transparency Database takes them: JSON, one a line,
 * the oldest first. Read in pages, so that memory stays the same however many there are.
 *
 * @param counted is counted up meanwhile
 * @example for await (const line of dsaLines(ctx, { from, until }, counted)) file.write(line);
 */
export async function* dsaLines(
  ctx: Deps,
  period: { from: Date; until: Date },
  counted: ExportCount = { written: 0, notAsked: 0, impossible: 0 },
): AsyncGenerator<string> {
  const settings: StatementSettings = {
    ...ctx.config.dsa,
    rulesUrl: (await readRules(ctx)).length === 0 ? null : `${ctx.uris.origin}/about#rules`,
  };
  for (let after: string | null = null; ; ) {
    const records = await readStatementRecords(ctx.sql, period, { after, limit: BATCH });
    const lines: string[] = [];
    for (const record of records) {
      const made = statementOfReasons(record, settings);
      if (!made.ok) counted[made.error.type === "statement/no-content-date" ? "impossible" : "notAsked"]++;
      else {
        const checked = checkStatement(made.value);
        if (!checked.ok)
          throw new Error(`no statement about ${record.actionId}: ${JSON.stringify(checked.error)}`);
        counted.written++;
        lines.push(`${JSON.stringify(made.value)}\n`);
      }
    }
    if (lines.length > 0) yield lines.join("");
    const last = records.at(-1);
    if (last === undefined || records.length < BATCH) return;
    after = last.actionId;
  }
}
