import { err, ok, type Result } from "#protocol/result.ts";
import type { ModerationCtx } from "../ports.ts";
import { diffPolicy, type PolicyDiff } from "./diff.ts";
import { parseRules } from "./read/rules.ts";
import type { RuleSet } from "./rule.ts";
import { readVersion, readVersions } from "./store/versions.ts";
import type { PolicyVersion } from "./version.ts";

type Deps = Pick<ModerationCtx, "db">;

/**
 * A version of the rules as it was written.
 *
 * @param number null for the one that holds
 * @returns null where there is none: a node has no rules until somebody saves some
 */
export async function readPolicy(
  ctx: Deps,
  number: number | null = null,
): Promise<(PolicyVersion & { source: string; rules: RuleSet }) | null> {
  const version = await readVersion(ctx.db, number);
  if (version === null) return null;
  const rules = parseRules(version.source, version.format);
  // What was saved was read then; a later program that reads it otherwise shows the text at least.
  return { ...version, rules: rules.ok ? rules.value : { rules: [] } };
}

/** The newest first, at most 100. */
export async function listVersions(
  ctx: Deps,
  { before = null, limit = 40 }: { before?: number | null; limit?: number } = {},
): Promise<readonly PolicyVersion[]> {
  return readVersions(ctx.db, { before, limit: Math.min(Math.max(limit, 1), 100) });
}

/** What changed from one version to another. Version 0 has no rules. */
export async function compareVersions(
  ctx: Deps,
  from: number,
  to: number,
): Promise<Result<PolicyDiff, { type: "policy/version-not-found" }>> {
  const [before, after] = await Promise.all([from, to].map((number) => rulesOf(ctx, number)));
  if (!before || !after) return err({ type: "policy/version-not-found" });
  return ok(diffPolicy(before, after));
}

async function rulesOf(ctx: Deps, number: number): Promise<RuleSet | null> {
  if (number === 0) return { rules: [] };
  return (await readPolicy(ctx, number))?.rules ?? null;
}
