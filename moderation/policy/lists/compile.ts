import { linkOf, normaliseEntry } from "./entry.ts";
import { compileHashes } from "./hashes.ts";
import type { CompiledList, ListKind, ListSource, WordOptions } from "./list.ts";
import { compileWords } from "./words.ts";

const none: readonly string[] = [];

/**
 * Makes a list ready. Entries that are none of its kind are left out.
 *
 * @example compileList({ name: "bad", kind: "domain", options, entries: ["bad.example"] }).find("a.bad.example", memo) // ["bad.example"]
 */
export function compileList({ name, kind, options, entries }: ListSource): CompiledList {
  const clean = entries.map((entry) => normaliseEntry(kind, entry)).filter((entry) => entry !== null);
  return {
    name,
    kind,
    size: clean.length,
    find: () => none,
    near: () => false,
    ...matcher(kind, clean, options),
  };
}

function matcher(
  kind: ListKind,
  entries: readonly string[],
  options: WordOptions,
): Partial<Pick<CompiledList, "find" | "near">> {
  switch (kind) {
    case "word":
      return compileWords(entries, options);
    case "domain":
      return compileDomains(entries);
    case "link":
      return compileLinks(entries);
    case "handle":
      return compileHandles(entries);
    case "pdq":
      return compileHashes(entries);
    case "sha256": {
      const set = new Set(entries);
      return { find: (value) => (set.has(value.toLowerCase()) ? [value.toLowerCase()] : none) };
    }
  }
}

/** With everything under them. */
function compileDomains(entries: readonly string[]): Pick<CompiledList, "find"> {
  const set = new Set(entries);
  return {
    find(value) {
      const host = (value.includes("://") ? (normaliseEntry("domain", value) ?? "") : value)
        .toLowerCase()
        .replace(/\.?(:\d+)?$/, "");
      for (let at = 0; at !== -1; at = host.indexOf(".", at + 1)) {
        const name = host.slice(at === 0 ? 0 : at + 1);
        if (set.has(name)) return [name];
      }
      return none;
    },
  };
}

/** By how they begin. Those of one host are told apart by their lengths, of which there are few. */
function compileLinks(entries: readonly string[]): Pick<CompiledList, "find"> {
  const set = new Set(entries);
  const lengths = new Map<string, Set<number>>();
  for (const entry of entries) {
    const host = hostOf(entry);
    const known = lengths.get(host) ?? new Set();
    lengths.set(host, known.add(entry.length));
  }
  return {
    find(value) {
      const link = linkOf(value);
      if (link === null) return none;
      const host = hostOf(link);
      const found: string[] = [];
      for (const length of lengths.get(host) ?? []) {
        const start = link.slice(0, length);
        // The host alone must end where the host does.
        if (start.length === length && set.has(start)) found.push(start);
      }
      return found.length === 0 ? none : found.sort();
    },
  };
}

const hostOf = (link: string) => /^[^/?]*/.exec(link)?.[0] ?? "";

function compileHandles(entries: readonly string[]): Pick<CompiledList, "find"> {
  const set = new Set(entries);
  return {
    find(value) {
      const handle = value.replace(/^@/, "").toLowerCase();
      const name = handle.split("@", 1)[0] ?? "";
      return set.has(handle) ? [handle] : set.has(name) ? [name] : none;
    },
  };
}
