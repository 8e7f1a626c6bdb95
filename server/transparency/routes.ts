import { Readable } from "node:stream";
import { z } from "zod";
import { MOST_PERIODS, type PeriodError, readDay } from "#moderation/transparency/period.ts";
import type { Routes } from "../api/call.ts";
import { Refusal } from "../api/refusal.ts";
import type { ApiCtx } from "../context.ts";
import { described, describedFile } from "../desk/described.ts";
import { transparencyCsv } from "./csv.ts";
import { dsaLines } from "./dsa.ts";
import { transparencyEntity, transparencySchema } from "./entities.ts";
import { FRESH_S, transparencyOf } from "./read.ts";

const day = z.string().describe("A day: 2026-03-31");
const asked = z.strictObject({ from: day.optional(), until: day.optional() });
const DAY_MS = 86_400_000;

const problems: Readonly<Record<PeriodError["type"], string>> = {
  "period/malformed": "and until must be days such as 2026-03-31, in their order",
  "period/too-many": `and until must be of at most ${MOST_PERIODS} periods`,
  "period/not-over": "and until must be of a period that is over",
};

/** What was done here: figures for everybody, statements of reasons for whoever has to hand them on. */
export const transparencyRoutes: Routes = {
  "GET /api/folkmoot/v1/transparency": described(
    {
      summary:
        "What was decided here and how, in whole periods that are over: the last one, or those between two days",
      permission: null,
      input: asked,
      output: transparencySchema,
      freshSeconds: FRESH_S,
    },
    ({ ctx }, input) => read(ctx, input),
  ),

  "GET /api/folkmoot/v1/transparency.csv": describedFile(
    {
      summary: "The same as CSV, a number a line; what is held back has no value",
      permission: null,
      input: asked,
      contentType: "text/csv; charset=utf-8",
    },
    async ({ ctx }, input) => ({
      status: 200,
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="transparency.csv"',
        "cache-control": `public, max-age=${FRESH_S}`,
      },
      body: transparencyCsv(await read(ctx, input)),
    }),
  ),

  "GET /api/folkmoot/v1/transparency/dsa": describedFile(
    {
      summary:
        "Statements of reasons about what was decided between two days, both included, as the EU's DSA Transparency Database takes them: JSON, one a line",
      permission: "transparency.export",
      input: z.strictObject({ from: day, until: day }),
      contentType: "application/x-ndjson",
    },
    ({ ctx }, input) => {
      const [from, until] = [readDay(input.from), readDay(input.until)];
      if (from === null || until === null || until < from)
        throw Refusal.invalid("from", problems["period/malformed"]);
      const lines = dsaLines(ctx, { from, until: new Date(until.getTime() + DAY_MS) });
      return {
        status: 200,
        headers: {
          "content-type": "application/x-ndjson",
          "content-disposition": `attachment; filename="statements-${input.from}-${input.until}.jsonl"`,
          "cache-control": "private, no-store",
        },
        body: Readable.toWeb(Readable.from(lines, { objectMode: false })) as ReadableStream<Uint8Array>,
      };
    },
  ),
};

async function read(ctx: ApiCtx, { from, until }: z.output<typeof asked>) {
  const found = await transparencyOf(ctx, { from: from ?? null, until: until ?? null });
  if (!found.ok) throw Refusal.invalid("from", problems[found.error.type]);
  return transparencyEntity(found.value);
}
