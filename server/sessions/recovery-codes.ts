import { randomInt } from "node:crypto";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import { countCodes, deleteCode, replaceCodes } from "./store/factors.ts";

const COUNT = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** Without what is easily taken for something else. 31 letters: 79 bits a code. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * New codes for who has lost the authenticator, answered once; the ones before stop working.
 *
 * @example await newRecoveryCodes(ctx, accountId) // ["k3vq-9xwa-…", …]
 */
export async function newRecoveryCodes(ctx: Pick<Ctx, "sql">, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await replaceCodes(
    ctx.sql,
    accountId,
    codes.map((code) => hashSecret(plain(code))),
  );
  return codes;
}

/** Uses one up; false when there is none such. Dashes, spaces and capitals do not matter. */
export function useRecoveryCode(ctx: Pick<Ctx, "sql">, accountId: string, code: string): Promise<boolean> {
  return deleteCode(ctx.sql, accountId, hashSecret(plain(code)));
}

/** How many are left. */
export function countRecoveryCodes(ctx: Pick<Ctx, "sql">, accountId: string): Promise<number> {
  return countCodes(ctx.sql, accountId);
}

function newCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, "");
}
