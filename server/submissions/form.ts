import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Ctx } from "../context.ts";
import { nodeSecret } from "../platform/node-secret.ts";
import { useForm } from "./store.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/** Leading zero bits of SHA-256 that a sender's machine finds in about a second. */
const DIFFICULTY = 17;
/** Without that work, a form is taken no sooner after it was given. */
const WAIT_SECONDS = 10;
const VALID_MS = 2 * 3_600_000;

export interface Form {
  /** Goes back with what is sent. */
  token: string;
  /** For machines: a text whose SHA-256, behind the token and a colon, begins with so many zero bits spares the wait. */
  difficulty: number;
  /** Without it, so many seconds must have passed. */
  waitSeconds: number;
}

/** A form for people without an account: valid for two hours, once. Nothing is stored until it comes back. */
export async function giveForm(ctx: Deps): Promise<Form> {
  const body = `${ctx.clock.now().getTime().toString(36)}.${randomBytes(12).toString("base64url")}`;
  return { token: `${body}.${await sign(ctx, body)}`, difficulty: DIFFICULTY, waitSeconds: WAIT_SECONDS };
}

export type FormProblem = "invalid" | "expired" | "too-soon";

/** Whether a form is one of this node's, in time, and with work done for it or waited for. */
export async function checkForm(
  ctx: Deps,
  { token, work = null }: { token: string; work?: string | null },
): Promise<{ problem: FormProblem | null; hasWork: boolean }> {
  const [issued = "", nonce = "", mac = ""] = token.slice(0, 200).split(".");
  const expected = Buffer.from(await sign(ctx, `${issued}.${nonce}`));
  const given = Buffer.from(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { problem: "invalid", hasWork: false };
  const age = ctx.clock.now().getTime() - Number.parseInt(issued, 36);
  const hasWork = work !== null && work !== "" && isWork(token, work);
  if (age > VALID_MS) return { problem: "expired", hasWork };
  return { problem: hasWork || age >= WAIT_SECONDS * 1_000 ? null : "too-soon", hasWork };
}

/** Uses a form up; false when somebody has. */
export function spendForm(ctx: Deps, token: string): Promise<boolean> {
  const digest = createHash("sha256").update(token).digest("base64url");
  return useForm(ctx.sql, digest, new Date(ctx.clock.now().getTime() + VALID_MS));
}

/** @example isWork(token, "48213") // whether SHA-256 of "<token>:48213" begins with 17 zero bits */
function isWork(token: string, work: string): boolean {
  if (work.length > 64) return false;
  const digest = createHash("sha256").update(`${token}:${work}`).digest();
  return digest.readUInt32BE(0) >>> (32 - DIFFICULTY) === 0;
}

async function sign(ctx: Deps, body: string): Promise<string> {
  const secret = await nodeSecret(ctx, "submission forms");
  return createHmac("sha256", secret).update(body).digest("base64url");
}
