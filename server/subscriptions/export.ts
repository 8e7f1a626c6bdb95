import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../context.ts";
import { listAllowedDomains } from "../hosts/allow.ts";
import { listDomainRules } from "../hosts/policy.ts";

const severities = { reject: "suspend", limit: "silence", none: "noop" } as const;
const bool = (value: boolean) => (value ? "True" : "False");

/**
 * The rules that hold, in alphabetical order.
 *
 * @param format `mastodon`: as its admin pages export and import them, without what is for moderators alone; `fediblockhole`: with
 * it; `plain`: the names of those that are rejected, one a line
 */
export async function exportRules(
  ctx: Pick<Ctx, "db">,
  format: "mastodon" | "fediblockhole" | "plain",
): Promise<string> {
  const rules = await listDomainRules(ctx);
  if (format === "plain")
    return rules.flatMap(({ verdict, domain }) => (verdict === "reject" ? [`${domain}\n`] : [])).join("");
  if (format === "mastodon") {
    const names = ["domain", "severity", "reject_media", "reject_reports", "public_comment", "obfuscate"];
    const lines = rules.map((rule) => [
      ...[rule.domain, severities[rule.verdict], bool(rule.rejectMedia), bool(rule.rejectReports)],
      ...[rule.publicReason, bool(rule.obfuscate)],
    ]);
    return stringify([names.map((name) => `#${name}`), ...lines]);
  }
  const names = ["domain", "severity", "public_comment", "private_comment", "reject_media", "reject_reports"];
  const lines = rules.map((rule) => [
    ...[rule.domain, severities[rule.verdict], rule.publicReason, rule.reason],
    ...[bool(rule.rejectMedia), bool(rule.rejectReports), bool(rule.obfuscate)],
  ]);
  return stringify([[...names, "obfuscate"], ...lines]);
}

/** The allow-list, as Mastodon exports it. */
export async function exportAllows(ctx: Pick<Ctx, "db">): Promise<string> {
  const allows = await listAllowedDomains(ctx);
  return stringify([["#domain"], ...allows.map(({ domain }) => [domain])]);
}
