import { type BadLine, domainEntry, type ListEntry } from "./list-entry.ts";
import { readDomain } from "./read-domain.ts";
import { severityOf } from "./severity.ts";

const MAX_COMMENT = 2_000;

/**
 * The JSON in which servers publish whom they block: Mastodon's `/api/v1/instance/domain_blocks` and admin API, GoToSocial's
 * export and `/api/v1/instance/peers?filter=suspended`. A line is the number of the item, from 1.
 */
export function readJsonList(items: readonly unknown[]): (ListEntry | BadLine)[] {
  return items.map((item, at) => readItem(item, at + 1));
}

function readItem(item: unknown, line: number): ListEntry | BadLine {
  const bad = (reason: BadLine["reason"]): BadLine => ({
    line,
    text: (JSON.stringify(item) ?? "").slice(0, 200),
    reason,
  });
  const said = typeof item === "string" ? { domain: item } : item;
  if (typeof said !== "object" || said === null) return bad("not-an-entry");
  const text = (name: string) => {
    const value = (said as Record<string, unknown>)[name];
    return typeof value === "string" ? value : "";
  };
  const flag = (name: string) => (said as Record<string, unknown>)[name] === true;
  const domain = text("domain");
  if (domain === "") return bad("not-an-entry");
  const read = readDomain(domain);
  if (!("domain" in read)) return bad(read.reason);
  const verdict = text("silenced_at") !== "" ? "limit" : severityOf(text("severity"));
  if (verdict === null) return bad("unknown-severity");
  return domainEntry(read.domain, {
    verdict,
    rejectMedia: flag("reject_media"),
    rejectReports: flag("reject_reports"),
    publicReason: (text("public_comment") || text("comment")).slice(0, MAX_COMMENT),
    reason: text("private_comment").slice(0, MAX_COMMENT),
    obfuscate: flag("obfuscate"),
  });
}
