import type { Ctx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import { readCookie, setCookie, stepCookie } from "./cookie.ts";
import { insertStep, readStepByToken, type Step, type StepKind, takeStepByToken } from "./store/steps.ts";

type Deps = Pick<Ctx, "sql" | "clock" | "uris">;

/** Begins what a browser ends in its next request. @returns the `Set-Cookie` header that ties the two together */
export async function beginStep(ctx: Deps, step: Step): Promise<string> {
  const token = newSecret();
  const expiresAt = new Date(ctx.clock.now().getTime() + stepCookie.maxAgeSeconds * 1_000);
  await insertStep(ctx.sql, { ...step, tokenHash: hashSecret(token), expiresAt });
  return setCookie(ctx.uris.origin, stepCookie, token);
}

/** What the browser that sends a request has begun; null when nothing, or too long ago. */
export async function readStep(ctx: Deps, kind: StepKind, headers: Headers): Promise<Step | null> {
  const token = readCookie(ctx.uris.origin, stepCookie, headers);
  return token === null ? null : readStepByToken(ctx.sql, kind, hashSecret(token), ctx.clock.now());
}

/** The same, and it cannot be ended again. */
export async function takeStep(ctx: Deps, kind: StepKind, headers: Headers): Promise<Step | null> {
  const token = readCookie(ctx.uris.origin, stepCookie, headers);
  return token === null ? null : takeStepByToken(ctx.sql, kind, hashSecret(token), ctx.clock.now());
}

/** The `Set-Cookie` header after the last step. */
export function forgetStep(ctx: Pick<Ctx, "uris">): string {
  return setCookie(ctx.uris.origin, stepCookie, null);
}
