import type { Ctx } from "../context.ts";
import { deleteExpiredCodes } from "./store/codes.ts";

/** Forgets codes that are over. */
export function pruneCodes({ sql, clock }: Pick<Ctx, "sql" | "clock">): Promise<void> {
  return deleteExpiredCodes(sql, clock.now());
}
