import { type Verdict, verdicts } from "#protocol/moot/vote.ts";
import { Numbers } from "./numbers.ts";

/** A vote that a member of a panel cast before they knew the others', with what is known of the panel. */
export interface Judgement {
  readonly panelId: string;
  readonly level: number;
  /** Category of the case. */
  readonly topic: string;
  /** BCP 47, the primary subtag; null where the subject has none. */
  readonly language: string | null;
  /** Whether the subject is of this node. */
  readonly isLocal: boolean;
  readonly outcome: Verdict;
  /** Whether a larger panel has replaced the decision. */
  readonly isReversed: boolean;
  readonly accountId: string;
  readonly first: Verdict;
  /** After the deliberation; null for who did not vote again. */
  readonly last: Verdict | null;
}

/** Many judgements as numbers, so that a million of them fit into a few arrays, and into a thread of their own. Verdicts are their ranks. */
export interface Judgements {
  /** Accounts. */
  readonly people: readonly string[];
  readonly topics: readonly string[];
  readonly languages: readonly (string | null)[];
  /** What is known of each panel. */
  readonly panels: {
    readonly count: number;
    readonly topics: Int32Array;
    readonly languages: Int32Array;
    readonly levels: Int32Array;
    readonly outcomes: Int32Array;
    /** 1 for yes. */
    readonly locals: Int32Array;
    readonly reversals: Int32Array;
  };
  /** Whose each vote is, and in which panel. */
  readonly votes: {
    readonly count: number;
    readonly panels: Int32Array;
    readonly people: Int32Array;
    readonly firsts: Int32Array;
    /** -1 for who did not vote again. */
    readonly lasts: Int32Array;
  };
}

const ranks = new Map(verdicts.map((verdict, rank) => [verdict, rank]));
const rankOf = (verdict: Verdict) => ranks.get(verdict) ?? 0;

/**
 * Takes judgements in one by one; those of a panel come together.
 *
 * @example
 * const gathering = gatherJudgements();
 * for (const judgement of page) gathering.add(judgement);
 * gathering.end().votes.count
 */
export function gatherJudgements(): { add(judgement: Judgement): void; end(): Judgements } {
  const [people, topics, languages] = [new Names<string>(), new Names<string>(), new Names<string | null>()];
  const panels = numbers("topics", "languages", "levels", "outcomes", "locals", "reversals");
  const votes = numbers("panels", "people", "firsts", "lasts");
  let [count, last] = [0, ""];
  return {
    add(given) {
      if (given.panelId !== last) {
        last = given.panelId;
        count++;
        panels.topics.push(topics.numberOf(given.topic));
        panels.languages.push(languages.numberOf(given.language));
        panels.levels.push(given.level);
        panels.outcomes.push(rankOf(given.outcome));
        panels.locals.push(Number(given.isLocal));
        panels.reversals.push(Number(given.isReversed));
      }
      votes.panels.push(count - 1);
      votes.people.push(people.numberOf(given.accountId));
      votes.firsts.push(rankOf(given.first));
      votes.lasts.push(given.last === null ? -1 : rankOf(given.last));
    },
    end: () => ({
      people: people.all(),
      topics: topics.all(),
      languages: languages.all(),
      panels: { count, ...ended(panels) },
      votes: { count: votes.panels.length, ...ended(votes) },
    }),
  };
}

function numbers<K extends string>(...names: readonly K[]): Record<K, Numbers> {
  return Object.fromEntries(names.map((name) => [name, new Numbers()])) as Record<K, Numbers>;
}

function ended<K extends string>(columns: Record<K, Numbers>): Record<K, Int32Array> {
  const entries = Object.entries<Numbers>(columns).map(([name, column]) => [name, column.end()]);
  return Object.fromEntries(entries) as Record<K, Int32Array>;
}

/** Numbers names in the order in which they come. */
class Names<T> {
  readonly #numbers = new Map<T, number>();

  numberOf(name: T): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  all(): T[] {
    return [...this.#numbers.keys()];
  }
}
