import type { Iri } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import type { JsonObject } from "../signing/proofs.ts";
import type { KeptBy } from "./ballot.ts";
import { PANEL_SIZES } from "./draw.ts";
import {
  type Check,
  closed,
  didKey,
  digest,
  iri,
  listOf,
  name,
  numberFrom,
  oneOf,
  orNull,
  text,
  time,
  words,
} from "./schema.ts";
import { outcomeOf, type Verdict, type Vote, verdicts, voteCheck } from "./vote.ts";

/** A panel's outcome, as it is signed by those who took it and by their node, and as others get it. */
export interface Decision {
  readonly id: Iri;
  /** The actor of the node whose panel it is. */
  readonly attributedTo: Iri;
  /** RFC 3339, to the second. */
  readonly published: string;
  readonly case: Iri;
  readonly panel: Iri;
  /** 0 for the first panel, 1 and 2 for those that hear appeals. */
  readonly level: 0 | 1 | 2;
  readonly subject: {
    readonly kind: "post" | "account" | "medium" | "domain" | "hashtag";
    /** Null where whoever reads may not learn it. */
    readonly id: Iri | null;
    /** Keyed digest, by which nodes that share the key know it again. */
    readonly digest: string | null;
  };
  readonly category: string;
  readonly verdict: Verdict;
  /** Null for good. */
  readonly days: number | null;
  /** Rules that were broken, by their ids. */
  readonly rules: readonly Iri[];
  /** What was found. */
  readonly facts: string;
  /** Why, for whoever is concerned. */
  readonly reasons: string;
  /** What those say who were against it. */
  readonly minority: string | null;
  /** Of those who voted, by the names under which they sign. */
  readonly votes: readonly {
    readonly trustee: string;
    readonly keptBy: KeptBy;
    readonly vote: Vote;
    /** Whether they voted otherwise before the deliberation. */
    readonly changed: boolean;
  }[];
  /** Members who lost their ballot: they never showed what they had committed to. */
  readonly absent: readonly string[];
  /** The decision that an appeal was made against; null for a first one. */
  readonly heard: Iri | null;
}

export type DecisionError =
  | { readonly type: "decision/malformed"; readonly member: string; readonly reason: string }
  /** The panel has another size than panels of its level have, or somebody is in it twice. */
  | { readonly type: "decision/bad-panel" }
  /** Not more than half of the panel have voted. */
  | { readonly type: "decision/no-quorum"; readonly votes: number; readonly size: number }
  /** It does not say what its votes come to. */
  | { readonly type: "decision/not-as-voted" };

const LONGEST = 10_000;
const TYPES = ["Object", "Decision"] as const;

/** @throws TypeError for one that {@link readDecision} would refuse: it was built wrongly */
export function writeDecision(decision: Decision): JsonObject {
  const written = { type: [...TYPES], ...decision };
  const read = readDecision(written);
  if (!read.ok) throw new TypeError(`a decision that is none: ${JSON.stringify(read.error)}`);
  return written;
}

/**
 * Reads a decision, and checks all of it that needs no key: that it is whole, that its panel is one, that enough of it have voted, and that
 * it says what they voted for. Members that are not known here are left out; they are signed all the same, so that a later version
 * can add some.
 *
 * @example readDecision(JSON.parse(text)) // { ok: true, value: { verdict: "remove", votes: [ … ], … } }
 */
export function readDecision(value: JsonObject): Result<Decision, DecisionError> {
  const bad = (member: string, reason: string) =>
    err({ type: "decision/malformed", member, reason } as const);
  const { type } = value;
  if (!Array.isArray(type) || type.length !== 2 || type.some((each, at) => each !== TYPES[at]))
    return bad("type", `must be ${TYPES.join(" and ")}`);
  // The one member that no proof covers (FEP-8b32): whatever it said would not have been signed.
  if (value.signature !== undefined) return bad("signature", "is covered by no proof");
  for (const [member, check] of Object.entries(checks)) {
    const said = value[member];
    const reason = said === undefined ? "is missing" : check(said);
    if (reason !== null) return bad(member, reason);
  }
  const known = Object.fromEntries(Object.keys(checks).map((member) => [member, value[member]]));
  const decision = known as unknown as Decision;
  if ((decision.level === 0) !== (decision.heard === null)) return bad("heard", "does not fit the level");
  const { votes, absent, level } = decision;
  const size = PANEL_SIZES[level];
  const panel = new Set([...votes.map(({ trustee }) => trustee), ...absent]);
  if (panel.size !== size || votes.length + absent.length !== size)
    return err({ type: "decision/bad-panel" });
  if (votes.length * 2 <= size) return err({ type: "decision/no-quorum", votes: votes.length, size });
  const { verdict, days, rules } = outcomeOf(votes.map(({ vote }) => vote));
  const isAsVoted =
    verdict === decision.verdict &&
    days === decision.days &&
    rules.join("\n") === decision.rules.toSorted().join("\n");
  return isAsVoted ? ok(decision) : err({ type: "decision/not-as-voted" });
}

const most = Math.max(...PANEL_SIZES);
const verdict = oneOf(...verdicts);

const checks: Readonly<Record<keyof Decision, Check>> = {
  id: iri,
  attributedTo: iri,
  published: time,
  case: iri,
  panel: iri,
  level: oneOf(0, 1, 2),
  subject: closed({
    kind: oneOf("post", "account", "medium", "domain", "hashtag"),
    id: orNull(iri),
    digest: orNull(digest),
  }),
  category: text(name, "is no category"),
  verdict,
  days: orNull(numberFrom(1, 36_500, true)),
  rules: listOf(16, iri),
  facts: words(LONGEST),
  reasons: words(LONGEST),
  minority: orNull(words(LONGEST)),
  votes: listOf(
    most,
    closed({
      trustee: didKey,
      keptBy: oneOf("trustee", "node"),
      vote: voteCheck,
      changed: oneOf(true, false),
    }),
  ),
  absent: listOf(most, didKey),
  heard: orNull(iri),
};
