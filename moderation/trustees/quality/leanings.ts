export interface Point {
  readonly x: number;
  readonly y: number;
}

const ROUNDS = 200;

/**
 * Where people stand by how they answered: the two principal components by power iteration. What somebody has not answered counts as
 * the mean, and whoever answered little is moved outwards in proportion, as Polis does, so that they do not all stand in the middle.
 *
 * @param matrix people × items, NaN for no answer
 */
export function leanings(matrix: Float64Array, personCount: number, itemCount: number): Point[] {
  const centred = centre(matrix, personCount, itemCount);
  const first = principal(centred, personCount, itemCount);
  const rest = without(centred, first, personCount, itemCount);
  const second = principal(rest, personCount, itemCount);
  return Array.from({ length: personCount }, (_, person) => {
    let [x, y, answered] = [0, 0, 0];
    for (let item = 0; item < itemCount; item++) {
      const cell = person * itemCount + item;
      if (Number.isNaN(matrix[cell] as number)) continue;
      answered++;
      x += (centred[cell] as number) * (first[item] as number);
      y += (centred[cell] as number) * (second[item] as number);
    }
    const stretch = Math.sqrt(itemCount / Math.max(answered, 1));
    return { x: x * stretch, y: y * stretch };
  });
}

/** Takes each item's mean off; no answer is the mean. */
function centre(matrix: Float64Array, personCount: number, itemCount: number): Float64Array {
  const centred = new Float64Array(matrix.length);
  for (let item = 0; item < itemCount; item++) {
    let [sum, answered] = [0, 0];
    for (let person = 0; person < personCount; person++) {
      const vote = matrix[person * itemCount + item] as number;
      if (Number.isNaN(vote)) continue;
      sum += vote;
      answered++;
    }
    const mean = sum / Math.max(answered, 1);
    for (let person = 0; person < personCount; person++) {
      const vote = matrix[person * itemCount + item] as number;
      centred[person * itemCount + item] = Number.isNaN(vote) ? 0 : vote - mean;
    }
  }
  return centred;
}

/** The direction of the greatest variance, of length 1; zeros where there is none. */
function principal(rows: Float64Array, personCount: number, itemCount: number): Float64Array {
  // Not all alike: a start that is at right angles to the answer would never find it.
  let direction = unit(
    Float64Array.from({ length: itemCount }, (_, at) => 1 + ((at * 0.618_033_988_749_895) % 1)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(itemCount);
    for (let person = 0; person < personCount; person++) {
      const row = rows.subarray(person * itemCount, (person + 1) * itemCount);
      const along = dot(row, direction);
      for (let item = 0; item < itemCount; item++)
        next[item] = (next[item] as number) + along * (row[item] as number);
    }
    const turned = unit(next);
    const isDone = 1 - Math.abs(dot(turned, direction)) < 1e-14;
    direction = turned;
    if (isDone) break;
  }
  return direction;
}

/** The rows without their part along a direction. */
function without(
  rows: Float64Array,
  direction: Float64Array,
  personCount: number,
  itemCount: number,
): Float64Array {
  const rest = Float64Array.from(rows);
  for (let person = 0; person < personCount; person++) {
    const along = dot(rows.subarray(person * itemCount, (person + 1) * itemCount), direction);
    for (let item = 0; item < itemCount; item++)
      rest[person * itemCount + item] =
        (rest[person * itemCount + item] as number) - along * (direction[item] as number);
  }
  return rest;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((each) => each / length);
}
