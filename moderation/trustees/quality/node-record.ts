import type { Judgements } from "./judgements.ts";
import { krippendorff } from "./krippendorff.ts";
import { LEAST } from "./least.ts";
import { answersOf, type PersonRecord } from "./person-record.ts";
import { type GroupSeverity, severityOf } from "./severity.ts";

/** How far members of panels agreed before they knew each other's votes. */
export interface Agreement {
  readonly panels: number;
  readonly votes: number;
  /** Krippendorff's, by rank; null where it is not defined. */
  readonly alpha: number | null;
}

/** What can be said of all judgements of a node, of nobody alone. */
export interface NodeRecord {
  readonly people: number;
  readonly agreement: Agreement;
  readonly topics: readonly (Agreement & { readonly topic: string })[];
  readonly languages: readonly (Agreement & { readonly language: string | null })[];
  /** Of all votes cast again after the deliberation, how many were other than before. */
  readonly votedAgain: number;
  readonly changed: number;
  /** Of those who have judged at least twenty times: quartiles. Null for fewer than ten such people. */
  readonly reliability: {
    readonly people: number;
    readonly quartiles: readonly [number, number, number];
  } | null;
  /** Of first decisions, by language; and about hate and harassment, by whether the subject is of this node. */
  readonly severity: {
    readonly languages: readonly GroupSeverity<string>[];
    readonly origins: readonly GroupSeverity<"local" | "remote">[];
  };
}

const LEAST_PEOPLE = 10;
const LEAST_VOTES = 20;
/** What is written against people for what they are. */
const targeted = new Set(["hate", "harassment"]);

export function nodeRecord(judgements: Judgements, records: readonly PersonRecord[]): NodeRecord {
  const { people, topics, languages, panels, votes } = judgements;
  const again = records.reduce((sum, each) => sum + each.votedAgain, 0);
  return {
    people: people.length,
    agreement: {
      panels: panels.count,
      votes: votes.count,
      alpha: krippendorff(answersOf(judgements), "ordinal"),
    },
    topics: agreementsBy(judgements, panels.topics).map(({ at, ...found }) => ({
      topic: topics[at] as string,
      ...found,
    })),
    languages: agreementsBy(judgements, panels.languages).map(({ at, ...found }) => ({
      language: languages[at] ?? null,
      ...found,
    })),
    votedAgain: again,
    changed: records.reduce((sum, each) => sum + each.changed, 0),
    reliability: quartilesOf(records),
    severity: {
      languages: severityOf(judgements, (panel) => languages[panels.languages[panel] as number] ?? null),
      origins: severityOf(judgements, (panel) =>
        targeted.has(topics[panels.topics[panel] as number] as string)
          ? panels.locals[panel] === 1
            ? "local"
            : "remote"
          : null,
      ),
    },
  };
}

/** Agreement within each group of panels that is large enough, the largest first. */
function agreementsBy(judgements: Judgements, groups: Int32Array): (Agreement & { at: number })[] {
  const answers = answersOf(judgements);
  const counts = new Map<number, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= LEAST)
    .toSorted(([, one], [, other]) => other - one)
    .map(([at, count]) => {
      const isOf = (_: number, vote: number) => groups[answers.items[vote] as number] === at;
      const items = answers.items.filter(isOf);
      const labels = answers.labels.filter(isOf);
      const alpha = krippendorff(
        { ...answers, items, labels, people: answers.people.filter(isOf) },
        "ordinal",
      );
      return { at, panels: count, votes: items.length, alpha };
    });
}

function quartilesOf(records: readonly PersonRecord[]): NodeRecord["reliability"] {
  const shares = records
    .flatMap(({ votes, reliability }) =>
      reliability !== null && votes >= LEAST_VOTES ? [reliability.share] : [],
    )
    .toSorted((a, b) => a - b);
  if (shares.length < LEAST_PEOPLE) return null;
  const at = (quarter: number) => shares[Math.round((quarter * (shares.length - 1)) / 4)] as number;
  return { people: shares.length, quartiles: [at(1), at(2), at(3)] };
}
