import { createHash } from "node:crypto";
import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { checkLists } from "./compile/lists.ts";
import { diffPolicy, type PolicyDiff, scopesOf } from "./diff.ts";
import { editRules, type RuleChange } from "./edit.ts";
import type { PolicyProblem } from "./problem.ts";
import type { Format } from "./read/located.ts";
import { parseRules } from "./read/rules.ts";
import { limits, type RuleSet } from "./rule.ts";
import { readLists } from "./store/lists.ts";
import { insertVersion, lockVersions, readVersion } from "./store/versions.ts";
import type { PolicyVersion } from "./version.ts";

export type SavePolicyError =
  /** The rules that hold stay as they are. */
  | { type: "policy/invalid"; problems: readonly PolicyProblem[] }
  /** Somebody else has saved rules since. */
  | { type: "policy/changed-meanwhile"; number: number }
  /** It would change rules of another scope than the caller's. */
  | { type: "policy/outside-scope"; scope: string }
  /** A community has as many rules as it may have. */
  | { type: "policy/too-many-rules"; most: number }
  | { type: "policy/rule-not-found" }
  | { type: "policy/version-not-found" };

export interface Saving {
  /** Why, for whoever reads the history: at most 1,000 characters are kept. */
  readonly note?: string;
  /** The version that was looked at; left out: whichever holds. */
  readonly basedOn?: number | null;
  /** The only scope whose rules may change: the community's of whoever asks. Left out: all. */
  readonly within?: string;
}

export interface Saved {
  readonly version: PolicyVersion;
  readonly diff: PolicyDiff;
}

/** Whether a text could be saved as it is: well-formed, and with lists that are there. */
export async function checkPolicy(
  ctx: Pick<ModerationCtx, "db">,
  { text, format }: { text: string; format: Format },
): Promise<Result<RuleSet, readonly PolicyProblem[]>> {
  return check(ctx.db, text, format);
}

/**
 * Puts a text in the place of the rules that hold. A text with an error is refused whole.
 *
 * @param by null for the command line
 */
export async function savePolicy(
  ctx: ModerationCtx,
  by: string | null,
  { text, format, ...saving }: Saving & { text: string; format: Format },
): Promise<Result<Saved, SavePolicyError>> {
  return save(ctx, by, saving, () => ok({ text, format }));
}

/**
 * Changes one rule and leaves the text around it.
 *
 * @example await changeRule(ctx, by, "many-mentions", { type: "set", members: { enabled: false } });
 */
export async function changeRule(
  ctx: ModerationCtx,
  by: string | null,
  ruleId: string,
  change: RuleChange,
  saving: Saving = {},
): Promise<Result<Saved, SavePolicyError>> {
  return save(ctx, by, saving, async (_, current) => {
    const format = current?.format ?? "yaml";
    const text = editRules(current?.source ?? "", format, ruleId, change);
    return text === null ? err({ type: "policy/rule-not-found" }) : ok({ text, format });
  });
}

/** Makes an earlier version hold again, as a new one. */
export async function rollBackTo(
  ctx: ModerationCtx,
  by: string | null,
  number: number,
  saving: Saving = {},
): Promise<Result<Saved, SavePolicyError>> {
  return save(ctx, by, { note: `Back to version ${number}`, ...saving }, async (on) => {
    const version = await readVersion(on, number);
    return version === null
      ? err({ type: "policy/version-not-found" })
      : ok({ text: version.source, format: version.format });
  });
}

type Write = (
  on: Statements,
  current: { source: string; format: Format } | null,
) => Promise<Result<Written, SavePolicyError>> | Result<Written, SavePolicyError>;
interface Written {
  text: string;
  format: Format;
}

async function save(
  ctx: ModerationCtx,
  by: string | null,
  { note = "", basedOn = null, within }: Saving,
  write: Write,
): Promise<Result<Saved, SavePolicyError>> {
  return ctx.db.transaction(async (tx): Promise<Result<Saved, SavePolicyError>> => {
    await lockVersions(tx);
    const current = await readVersion(tx, null);
    const number = current?.number ?? 0;
    if (basedOn !== null && basedOn !== number) return err({ type: "policy/changed-meanwhile", number });
    const written = await write(tx, current);
    if (!written.ok) return written;
    const { text, format } = written.value;
    const rules = await check(tx, text, format);
    if (!rules.ok) return err({ type: "policy/invalid", problems: rules.error });
    const before = current === null ? ok({ rules: [] }) : parseRules(current.source, current.format);
    const diff = diffPolicy(before.ok ? before.value : { rules: [] }, rules.value);
    const foreign = within === undefined ? undefined : [...scopesOf(diff)].find((scope) => scope !== within);
    if (foreign !== undefined) return err({ type: "policy/outside-scope", scope: foreign });
    const own = rules.value.rules.filter(({ scope }) => scope === within).length;
    if (within !== undefined && within !== "node" && own > limits.ofCommunity)
      return err({ type: "policy/too-many-rules", most: limits.ofCommunity });
    const version: PolicyVersion = {
      number: number + 1,
      format,
      hash: createHash("sha256").update(text).digest("hex"),
      rulesCount: rules.value.rules.length,
      note: note.slice(0, 1_000),
      by,
      createdAt: ctx.clock.now(),
    };
    await insertVersion(tx, { ...version, source: text });
    await enter(ctx, tx, version, diff);
    return ok({ version, diff });
  });
}

async function check(
  on: Statements,
  text: string,
  format: Format,
): Promise<Result<RuleSet, readonly PolicyProblem[]>> {
  const rules = parseRules(text, format);
  if (!rules.ok) return rules;
  const lists = await readLists(on);
  const problems = checkLists(rules.value, new Map(lists.map(({ name, kind }) => [name, kind])));
  return problems.length > 0 ? err(problems) : rules;
}

/** An entry has room for 65,535 bytes; the version itself has everything. */
const MOST_NAMED = 100;

async function enter(
  ctx: ModerationCtx,
  on: Statements,
  { number, hash, rulesCount, note, by }: PolicyVersion,
  { added, removed, changed }: PolicyDiff,
): Promise<void> {
  const counts = { added: added.length, removed: removed.length, changed: changed.length };
  await appendEntry(ctx, on, "private", {
    kind: "policy.changed",
    by,
    body: {
      version: number,
      hash,
      note,
      counts,
      added: added.slice(0, MOST_NAMED).map(({ id }) => id),
      removed: removed.slice(0, MOST_NAMED).map(({ id }) => id),
      changed: changed
        .slice(0, MOST_NAMED)
        .map(({ after, members }) => ({ id: after.id, members: [...members] })),
    },
  });
  await appendEntry(ctx, on, "public", {
    kind: "policy.changed",
    body: { version: number, hash, rules: rulesCount, counts },
  });
}
