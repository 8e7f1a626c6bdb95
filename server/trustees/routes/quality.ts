import type { Routes } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { described } from "../../desk/described.ts";
import { qualityEntity, qualitySchema, recordEntity, recordSchema } from "../quality/entities.ts";
import { readOwnRecord, readQuality } from "../quality/read.ts";

/** What can be said of how trustees judge: to each of themselves, and of all to those who look after the node. */
export const qualityRoutes: Routes = {
  "GET /api/folkmoot/v1/trustee/record": described(
    { summary: "What can be said of how you have judged", permission: null, output: recordSchema },
    async ({ ctx, viewer }) => {
      const found = await readOwnRecord(ctx, viewer.accountId);
      if (found === null) throw Refusal.notFound();
      return recordEntity(found);
    },
  ),
  "GET /api/folkmoot/v1/trustees/quality": described(
    {
      summary: "What can be said of how panels judge, of nobody alone",
      permission: "trustee.read",
      output: qualitySchema,
    },
    async ({ ctx }) => qualityEntity(await readQuality(ctx)),
  ),
};
