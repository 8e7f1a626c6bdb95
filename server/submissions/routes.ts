import { z } from "zod";
import { type Category, categories } from "#moderation/category.ts";
import type { Routes } from "../api/call.ts";
import { refuse } from "../api/refuse.ts";
import { ReceivedFile } from "../api/upload/received.ts";
import { described } from "../desk/described.ts";
import { ownReport, ownReportSchema } from "../reports/own-report.ts";
import { acceptedLanguage } from "../web/messages/languages.ts";
import { wordsIn } from "../web/messages/words.ts";
import { MOST_FILE_BYTES, MOST_FILES } from "./files.ts";
import { giveForm } from "./form.ts";
import { lookUp, writeByReceipt } from "./look-up.ts";
import { submit } from "./submit.ts";

const receipt = z.string().max(200);
const file = z.instanceof(ReceivedFile).meta({ type: "string", format: "binary" });
const names = Object.keys(categories) as [Category, ...Category[]];

/** Reports of people without an account. */
export const submissionRoutes: Routes = {
  "POST /api/folkmoot/v1/submissions/form": described(
    {
      summary: "A form for a report without an account: valid for two hours, once",
      permission: null,
      output: z.object({ token: z.string(), difficulty: z.int(), wait_seconds: z.int() }),
    },
    async ({ ctx }) => {
      const { token, difficulty, waitSeconds } = await giveForm(ctx);
      return { token, difficulty, wait_seconds: waitSeconds };
    },
  ),

  "POST /api/folkmoot/v1/submissions": described(
    {
      summary: "Report a post or an account without having one; the receipt is shown once",
      permission: null,
      input: z.strictObject({
        token: z.string().max(200),
        work: z.string().max(64).optional(),
        url: z.string().max(2_000),
        category: z.enum(names),
        text: z.string().max(20_000),
        files: z.array(file).optional(),
      }),
      files: { maxFileBytes: MOST_FILE_BYTES, maxFiles: MOST_FILES },
      output: z.object({ receipt: z.string() }),
      status: 201,
    },
    async ({ ctx, request }, input) => {
      const submitted = await submit(ctx, { ...input, address: request.address });
      if (!submitted.ok) throw refuse(submitted.error);
      return submitted.value;
    },
  ),

  "POST /api/folkmoot/v1/submissions/lookup": described(
    {
      summary: "What became of a report, by its receipt",
      permission: null,
      input: z.strictObject({ receipt }),
      output: ownReportSchema,
    },
    async ({ ctx, request }, input) => {
      const words = wordsIn(acceptedLanguage(request.headers.get("accept-language") ?? undefined) ?? "en");
      const found = await lookUp(ctx, { ...input, address: request.address, words });
      if (!found.ok) throw refuse(found.error);
      return ownReport(found.value);
    },
  ),

  "POST /api/folkmoot/v1/submissions/messages": described(
    {
      summary: "Write to the moderators about a report, by its receipt",
      permission: null,
      input: z.strictObject({ receipt, text: z.string().max(20_000) }),
      output: z.object({ id: z.string() }),
      status: 201,
    },
    async ({ ctx, request }, input) => {
      const written = await writeByReceipt(ctx, { ...input, address: request.address });
      if (!written.ok) throw refuse(written.error);
      return written.value;
    },
  ),
};
