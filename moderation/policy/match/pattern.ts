import { RE2JS } from "re2js";
import { err, ok, type Result } from "#protocol/result.ts";
import { limits } from "../rule.ts";
import { foldCase } from "./fold.ts";

/** A regular expression that takes time in proportion to its text, whatever it is. */
export interface Pattern {
  test(text: string): boolean;
  /** The first passage that matches. */
  find(text: string): string | null;
  /**
   * Folded texts of which every text that matches contains at least one; null where nothing of that kind is known. Whoever
   * looks for all patterns' literals in one pass need not run most of the patterns.
   */
  readonly literals: readonly string[] | null;
}

/**
 * RE2's syntax: no back-references and no look-around.
 *
 * @param exact whether upper and lower case are told apart
 * @returns in words why a pattern cannot be used
 */
export function compilePattern(pattern: string, exact: boolean): Result<Pattern, string> {
  try {
    const re = RE2JS.compile(pattern, exact ? 0 : RE2JS.CASE_INSENSITIVE);
    if (re.programSize() > limits.program) return err("it is too large");
    return ok({
      test: (text) => re.test(text),
      find: (text) => re.exec(text)?.[0] ?? null,
      literals: literalsOf(exact ? re : RE2JS.compile(pattern)),
    });
  } catch (error) {
    return err(
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "it is malformed",
    );
  }
}

/** What RE2JS finds to be needed for a match, in its own words: none of it is promised, so all of it is checked. */
interface Needed {
  type?: unknown;
  str?: unknown;
  subs?: readonly Needed[];
}

/**
 * The pattern is read as if case mattered, since RE2JS keeps no literals otherwise; folded, they are found in folded text, in
 * whichever case they were.
 */
function literalsOf(re: RE2JS): readonly string[] | null {
  const found = choose(re.re2Input.prefilter as Needed | null);
  return found === null ? null : [...new Set(found)];
}

const MOST_LITERALS = 200;

function choose(needed: Needed | null): string[] | null {
  if (needed === null || typeof needed !== "object") return null;
  if (typeof needed.str === "string" && needed.str !== "") {
    const folded = foldCase(needed.str);
    return folded.length < 2 ? null : [folded];
  }
  const subs = Array.isArray(needed.subs) ? needed.subs.map(choose) : [];
  if (subs.length === 0) return null;
  if (needed.type === kinds.or) {
    const all: string[] = [];
    for (const sub of subs) {
      if (sub === null) return null;
      all.push(...sub);
    }
    return all.length > MOST_LITERALS ? null : all;
  }
  if (needed.type !== kinds.and) return null;
  // Of several that are needed the rarest is likely the longest.
  const best = subs.filter((sub) => sub !== null).sort((a, b) => shortest(b) - shortest(a))[0];
  return best ?? null;
}

const shortest = (literals: readonly string[]) => Math.min(...literals.map((literal) => literal.length));
const kinds = probe();

/** Which of its numbers means which, found out by patterns of which it is known. */
function probe(): { or: unknown; and: unknown } {
  const typeOf = (pattern: string) => (RE2JS.compile(pattern).re2Input.prefilter as Needed | null)?.type;
  return { or: typeOf("alpha|omega"), and: typeOf("alpha.*omega") };
}
