import type { Answers } from "./answers.ts";
import { dawidSkene } from "./dawid-skene.ts";
import type { Judgements } from "./judgements.ts";
import { LEAST } from "./least.ts";

/** How somebody's first votes stand to those of the panels that they sat in. */
export interface Tally {
  readonly votes: number;
  /** First votes for what the panel decided in the end. */
  readonly asDecided: number;
  /** Beside the median of the panel's first votes. */
  readonly graver: number;
  readonly milder: number;
}

/** What can be said of one person's judgements. */
export interface PersonRecord extends Tally {
  readonly accountId: string;
  /** Null for fewer than five votes. */
  readonly reliability: Reliability | null;
  /** How often they voted again after the deliberation, and how often otherwise than before. */
  readonly votedAgain: number;
  readonly changed: number;
  /** Decisions that they had a part in and a larger panel replaced. */
  readonly reversed: number;
  readonly topics: readonly (Tally & { readonly topic: string })[];
  readonly languages: readonly (Tally & { readonly language: string | null })[];
}

/** Which share of their votes is for what all first votes together make most probable, and between what bounds (Wilson, 90 %). */
export interface Reliability {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

interface Open {
  votes: number;
  asDecided: number;
  graver: number;
  milder: number;
}

const empty = (): Open => ({ votes: 0, asDecided: 0, graver: 0, milder: 0 });

/** What can be said of each person's judgements, in the order of `judgements.people`. */
export function personRecords(judgements: Judgements): PersonRecord[] {
  const { people, topics, languages, panels, votes } = judgements;
  const reliabilities = reliabilitiesOf(judgements);
  const medians = panelMedians(judgements);
  const records = people.map(() => ({
    ...empty(),
    votedAgain: 0,
    changed: 0,
    reversed: 0,
    topics: new Map<number, Open>(),
    languages: new Map<number, Open>(),
  }));
  for (let at = 0; at < votes.count; at++) {
    const panel = votes.panels[at] as number;
    const record = records[votes.people[at] as number];
    if (record === undefined) continue;
    const [first, last] = [votes.firsts[at] as number, votes.lasts[at] as number];
    const stands = {
      isAsDecided: first === panels.outcomes[panel],
      step: first - (medians[panel] as number),
    };
    count(record, stands);
    count(cellOf(record.topics, panels.topics[panel] as number), stands);
    count(cellOf(record.languages, panels.languages[panel] as number), stands);
    if (last >= 0) record.votedAgain++;
    if (last >= 0 && last !== first) record.changed++;
    record.reversed += panels.reversals[panel] as number;
  }
  return records.map((record, person) => ({
    ...record,
    accountId: people[person] as string,
    reliability: reliabilities[person] ?? null,
    topics: shown(record.topics).map(([topic, tally]) => ({ topic: topics[topic] as string, ...tally })),
    languages: shown(record.languages).map(([language, tally]) => ({
      language: languages[language] ?? null,
      ...tally,
    })),
  }));
}

function count(tally: Open, { isAsDecided, step }: { isAsDecided: boolean; step: number }): void {
  tally.votes++;
  if (isAsDecided) tally.asDecided++;
  if (step > 0) tally.graver++;
  if (step < 0) tally.milder++;
}

function cellOf(cells: Map<number, Open>, at: number): Open {
  const cell = cells.get(at) ?? empty();
  cells.set(at, cell);
  return cell;
}

/** Cells that are large enough, the largest first. */
function shown(cells: ReadonlyMap<number, Open>): [number, Open][] {
  return [...cells]
    .filter(([, { votes }]) => votes >= LEAST)
    .toSorted(([, one], [, other]) => other.votes - one.votes);
}

/** Of each panel's first votes; of an even number the milder of the two in the middle, as panels decide. */
function panelMedians({ panels, votes }: Judgements): Int32Array {
  const medians = new Int32Array(panels.count);
  for (let from = 0; from < votes.count; ) {
    const panel = votes.panels[from] as number;
    let to = from;
    while (to < votes.count && votes.panels[to] === panel) to++;
    const firsts = votes.firsts.slice(from, to).sort();
    medians[panel] = firsts[Math.floor((firsts.length - 1) / 2)] as number;
    from = to;
  }
  return medians;
}

/** First votes as answers of people about panels; labels are those verdicts that somebody voted for, from the mildest to the gravest. */
export function answersOf({ people, panels, votes }: Judgements): Answers {
  const used = [...new Set(votes.firsts)].toSorted((a, b) => a - b);
  const numberOf = new Map(used.map((rank, at) => [rank, at]));
  return {
    items: votes.panels,
    people: votes.people,
    labels: votes.firsts.map((rank) => numberOf.get(rank) as number),
    itemCount: panels.count,
    personCount: people.length,
    labelCount: used.length,
  };
}

/** Dawid and Skene's model stops at so small a gain a vote: the third digit of a share does not move any more. */
const GAIN = 1e-7;
const MOST_ROUNDS = 200;
/** Panels are small: without it, chance is taken for what somebody is like. Chosen by measuring (DECISIONS.md). */
const PRIOR = { right: 6, wrong: 2 };

function reliabilitiesOf(judgements: Judgements): (Reliability | null)[] {
  const answers = answersOf(judgements);
  const { items, people, labels, personCount, labelCount } = answers;
  if (items.length === 0) return [];
  const { posteriors } = dawidSkene(answers, {
    tolerance: GAIN * items.length,
    mostRounds: MOST_ROUNDS,
    prior: PRIOR,
  });
  const right = new Float64Array(personCount);
  const counts = new Int32Array(personCount);
  for (let at = 0; at < items.length; at++) {
    const person = people[at] as number;
    const cell = (items[at] as number) * labelCount + (labels[at] as number);
    right[person] = (right[person] as number) + (posteriors[cell] as number);
    counts[person] = (counts[person] as number) + 1;
  }
  return Array.from(counts, (votes, person) =>
    votes < LEAST ? null : wilson((right[person] as number) / votes, votes),
  );
}

const Z = 1.6449;

/** Wilson: Probable Inference, the Law of Succession, and Statistical Inference (1927). @example wilson(0.8, 10).low // 0.54 */
export function wilson(share: number, count: number): Reliability {
  const square = (Z * Z) / count;
  const middle = (share + square / 2) / (1 + square);
  const half = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count));
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
