import { z } from "zod";
import type { PolicyDiff } from "#moderation/policy/diff.ts";
import type { PolicyProblem } from "#moderation/policy/problem.ts";
import type { Rule } from "#moderation/policy/rule.ts";
import type { PolicyVersion } from "#moderation/policy/version.ts";
import { warningsOf } from "#moderation/policy/warnings.ts";

export const problem = z.object({
  line: z.number().int(),
  column: z.number().int(),
  rule: z.string().nullable(),
  reason: z.string(),
});

export const problemEntity = ({ line, column, rule, reason }: PolicyProblem) => ({
  line,
  column,
  rule,
  reason,
});

export const version = z.object({
  number: z.number().int(),
  format: z.enum(["yaml", "json"]),
  hash: z.string().describe("SHA-256 of the text"),
  rules_count: z.number().int(),
  note: z.string(),
  account_id: z.string().nullable().describe("Who saved it; null for the command line"),
  created_at: z.iso.datetime(),
});

export function versionEntity({ number, format, hash, rulesCount, note, by, createdAt }: PolicyVersion) {
  return {
    number,
    format,
    hash,
    rules_count: rulesCount,
    note,
    account_id: by,
    created_at: createdAt.toISOString(),
  };
}

export const rule = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  mode: z.enum(["live", "dry"]),
  on: z.array(z.string()),
  scope: z.string(),
  priority: z.number(),
  verdict: z.string(),
  filters: z.array(z.string()),
  expires_at: z.iso.datetime().nullable(),
  label: z.string().nullable(),
  line: z.number().int(),
  warnings: z.array(z.string()).describe("What it asks and nobody can know, so that it never holds"),
});

export function ruleEntity(rule: Rule) {
  const { id, name, description, enabled, mode, on, scope, priority, effect, expires, at } = rule;
  return {
    id,
    name,
    description,
    enabled,
    mode,
    on: [...on],
    scope,
    priority,
    verdict: effect.verdict,
    filters: [...effect.filters],
    expires_at: expires?.toISOString() ?? null,
    label: effect.label,
    line: at.line,
    warnings: [...warningsOf(rule)],
  };
}

export const diff = z.object({
  added: z.array(rule),
  removed: z.array(rule),
  changed: z.array(z.object({ id: z.string(), members: z.array(z.string()), before: rule, after: rule })),
});

export function diffEntity({ added, removed, changed }: PolicyDiff) {
  return {
    added: added.map(ruleEntity),
    removed: removed.map(ruleEntity),
    changed: changed.map(({ before, after, members }) => ({
      id: after.id,
      members: [...members],
      before: ruleEntity(before),
      after: ruleEntity(after),
    })),
  };
}
