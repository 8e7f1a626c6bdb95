/**
 * Who said what of what, as numbers, so that a million of them fit into a few arrays: answer `i` is that person `people[i]` gave
 * item `items[i]` the label `labels[i]`. Somebody may answer about one item several times.
 */
export interface Answers {
  readonly items: Int32Array;
  readonly people: Int32Array;
  readonly labels: Int32Array;
  readonly itemCount: number;
  readonly personCount: number;
  readonly labelCount: number;
}

/** Answers, and what their numbers stand for. */
export interface NamedAnswers<Label> extends Answers {
  readonly itemNames: readonly string[];
  readonly personNames: readonly string[];
  readonly labelNames: readonly Label[];
}

/**
 * Numbers answers in the order in which items and people come.
 *
 * @param labels all that may be said; an answer outside of them throws a RangeError
 * @example
 * numberAnswers([{ item: "case 1", person: "ana", label: "remove" }], ["keep", "remove"]).labels // Int32Array [1]
 */
export function numberAnswers<Label>(
  answers: readonly { item: string; person: string; label: Label }[],
  labels: readonly Label[],
): NamedAnswers<Label> {
  const items = new Map<string, number>();
  const people = new Map<string, number>();
  const known = new Map(labels.map((label, at) => [label, at]));
  const numbered = {
    items: new Int32Array(answers.length),
    people: new Int32Array(answers.length),
    labels: new Int32Array(answers.length),
  };
  for (const [at, { item, person, label }] of answers.entries()) {
    const number = known.get(label);
    if (number === undefined) throw new RangeError(`nobody may answer ${String(label)}`);
    numbered.items[at] = numberOf(items, item);
    numbered.people[at] = numberOf(people, person);
    numbered.labels[at] = number;
  }
  return {
    ...numbered,
    itemCount: items.size,
    personCount: people.size,
    labelCount: labels.length,
    itemNames: [...items.keys()],
    personNames: [...people.keys()],
    labelNames: labels,
  };
}

function numberOf(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}
