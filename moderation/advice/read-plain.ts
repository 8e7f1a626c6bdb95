import { type BadLine, domainEntry, type ListEntry } from "./list-entry.ts";
import { readDomain } from "./read-domain.ts";

/** What stands before the names in a hosts file. */
const sink = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?|fe80::\S*|255\.255\.255\.255)$/;
/** What every hosts file names, and means itself. */
const ownNames = /^(?:localhost(?:\.localdomain)?|local|broadcasthost|0\.0\.0\.0|ip6-\S+)$/;

/**
 * One line of a plain list: a domain, a line of a hosts file, a rule of a filter list (`||bad.example^`), or a comment after `#`,
 * `!` or `;`. Null for a line that says nothing.
 */
export function readPlainLine(text: string, line: number): readonly (ListEntry | BadLine)[] {
  const words = text
    .replace(/(?:^|\s)[#;!].*$/, "")
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  const [first, ...rest] = words;
  if (first === undefined) return [];
  if (sink.test(first))
    return rest.filter((name) => !ownNames.test(name)).map((name) => one(name, text, line));
  if (rest.length > 0) return [{ line, text: text.slice(0, 200), reason: "not-a-domain" }];
  return [one(first.replace(/^\|\|(.*)\^$/, "$1").replace(/,$/, ""), text, line)];
}

function one(name: string, text: string, line: number): ListEntry | BadLine {
  const read = readDomain(name);
  return "domain" in read
    ? domainEntry(read.domain)
    : { line, text: text.slice(0, 200), reason: read.reason };
}
