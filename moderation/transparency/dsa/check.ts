import { err, ok, type Result } from "#protocol/result.ts";
import { type Given, isMissing, type Member, members } from "./members.ts";

export interface StatementProblem {
  /** The member's name. */
  readonly member: string;
  readonly problem: "missing" | "not-a-choice" | "not-a-list" | "not-text" | "too-long" | "malformed";
}

export type CheckStatementError =
  | { readonly type: "statement/not-an-object" }
  | { readonly type: "statement/invalid"; readonly problems: readonly StatementProblem[] };

const LAST_DATE = "2038-01-01";

/**
 * Whether the EU's DSA Transparency Database takes a statement of reasons, by the rules of its own server (`StatementStoreRequest` of
 * github.com/digital-services-act/transparency-database). That a `puid` is new it alone can say.
 *
 * @returns what it keeps: without members that it does not know, or that are not for such a statement
 * @example checkStatement(JSON.parse(line)); // { ok: false, error: { type: "statement/invalid", problems: [...] } }
 */
export function checkStatement(given: unknown): Result<Record<string, unknown>, CheckStatementError> {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return err({ type: "statement/not-an-object" });
  const kept: Record<string, unknown> = {};
  const problems: StatementProblem[] = [];
  for (const [name, member] of Object.entries(members)) {
    const value = Object.hasOwn(given, name) ? (given as Given)[name] : undefined;
    if (member.isLeftOut?.(given as Given)) continue;
    if (isMissing(value)) {
      if (member.isNeeded?.(given as Given)) problems.push({ member: name, problem: "missing" });
      continue;
    }
    const problem = problemOf(member, value);
    if (problem === null) kept[name] = value;
    else problems.push({ member: name, problem });
  }
  return problems.length > 0 ? err({ type: "statement/invalid", problems }) : ok(kept);
}

type Problem = StatementProblem["problem"] | null;

function problemOf(
  { kind, of = [], most = Number.POSITIVE_INFINITY, since = "" }: Member,
  value: unknown,
): Problem {
  if (kind === "some") return someOf(of, value);
  if (kind === "content-id") return contentId(value);
  if (typeof value !== "string") return "not-text";
  if (kind === "one") return of.includes(value) ? null : "not-a-choice";
  if ([...value].length > most) return "too-long";
  const isWell = forms[kind];
  return isWell === undefined || isWell(value, since) ? null : "malformed";
}

function someOf(choices: readonly string[], value: unknown): Problem {
  if (!Array.isArray(value)) return "not-a-list";
  return value.every((each) => typeof each === "string" && choices.includes(each)) ? null : "not-a-choice";
}

const isEan = (value: unknown) => typeof value === "string" && /^[0-9]{13}$/.test(value);

function contentId(value: unknown): Problem {
  if (typeof value !== "object") return "not-a-list";
  const { "EAN-13": ean } = value as Given;
  return ean === undefined || isEan(ean) ? null : "malformed";
}

const forms: { readonly [Kind in Member["kind"]]?: (value: string, since: string) => boolean } = {
  date: isDate,
  ean: isEan,
  puid: (value) => /^[a-zA-Z0-9_-]+$/.test(value),
  url: (value) => /^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(value) && URL.canParse(value),
};

/** `Y-m-d`, and a day that there is. */
function isDate(value: string, since: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
  return isDay && value >= since && value <= LAST_DATE;
}
