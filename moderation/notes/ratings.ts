import type { Statements } from "../ports.ts";
import type { Answers } from "../trustees/quality/answers.ts";
import type { NoteState } from "./note.ts";
import { type RatedNote, readRatedNotes } from "./store/runs.ts";

/** All ratings that count, as numbers, and the notes that they are about. */
export interface Rated {
  readonly answers: Answers;
  readonly notes: readonly { number: number; version: number; state: NoteState }[];
  /** Where a note is in the answers, by its number: those that are rated enough. */
  readonly indexes: ReadonlyMap<number, number>;
  /** Of each of them, how many ratings count. */
  readonly counts: Int32Array;
}

/** Notes a statement: with a hundred ratings each, some 400 KB. */
const PAGE = 1_000;
/** As published: of a note that few have rated the model can say nothing. */
const LEAST_OF_NOTE = 5;
/** Published are 10. Communities here are small, and who has rated five notes has shown where they stand. */
const LEAST_OF_PERSON = 5;

/**
 * Reads the ratings page by page: four bytes each, so that a million of them take a few megabytes. Notes with fewer than five
 * ratings are left out, then people with fewer than five of what is left.
 */
export async function gather(on: Statements): Promise<Rated> {
  const rows: RatedNote[] = [];
  for (let after = 0; ; ) {
    const page = await readRatedNotes(on, after, PAGE);
    rows.push(...page);
    if (page.length < PAGE) break;
    after = page.at(-1)?.number ?? after;
  }
  const enough = rows.filter(({ ratings }) => ratings.length >= LEAST_OF_NOTE * 4);
  const people = numberPeople(enough);
  const indexes = new Map(enough.map(({ number }, at) => [number, at]));
  const counts = new Int32Array(enough.length);
  const most = enough.reduce((sum, { ratings }) => sum + ratings.length / 4, 0);
  const items = new Int32Array(most);
  const raters = new Int32Array(most);
  const labels = new Int32Array(most);
  let used = 0;
  for (const [note, { ratings }] of enough.entries())
    for (let at = 0; at < ratings.length; at += 4) {
      const packed = ratings.readInt32BE(at);
      const rater = people.get(packed >> 2);
      if (rater === undefined) continue;
      items[used] = note;
      raters[used] = rater;
      labels[used] = packed & 3;
      counts[note] = (counts[note] as number) + 1;
      used++;
    }
  return {
    answers: {
      items: items.subarray(0, used),
      people: raters.subarray(0, used),
      labels: labels.subarray(0, used),
      itemCount: enough.length,
      personCount: people.size,
      labelCount: 3,
    },
    notes: rows.map(({ number, version, state }) => ({ number, version, state })),
    indexes,
    counts,
  };
}

/** Those who have rated enough, from 0 on, by their numbers. */
function numberPeople(notes: readonly RatedNote[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { ratings } of notes)
    for (let at = 0; at < ratings.length; at += 4) {
      const person = ratings.readInt32BE(at) >> 2;
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  const people = new Map<number, number>();
  for (const [person, count] of counts) if (count >= LEAST_OF_PERSON) people.set(person, people.size);
  return people;
}
