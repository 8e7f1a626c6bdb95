import fc from "fast-check";
import { expect, it } from "vitest";
import { inspectDocument } from "#protocol/vocab/inspect.ts";
import { collectedFixtures, loadFixtures, ownFixtures } from "./fixtures.ts";

const documents = [...loadFixtures(ownFixtures), ...loadFixtures(collectedFixtures)].map(
  ({ document }) => document,
);

/** What a mutation puts in the place of a value. */
const replacement = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    "",
    [],
    {},
    [[]],
    [null],
    0,
    -1,
    true,
    "https://b.example/1",
    "as:Public",
    "\u202e",
    { "@value": 1 },
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom(
    "drop" as const,
    "replace" as const,
    "wrap" as const,
    "duplicate" as const,
    "swap" as const,
  ),
  by: replacement,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

type Place = { holder: Record<string, unknown>; key: string };

/** Every member and element of a document. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

function mutate(document: unknown, mutations: Mutation[]): unknown {
  const copy = structuredClone(document);
  for (const { at, how, by } of mutations) {
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (place === undefined) break;
    const { holder, key } = place;
    const other = places[(at * 31) % places.length];
    if (how === "drop") delete holder[key];
    else if (how === "replace") holder[key] = structuredClone(by);
    else if (how === "wrap") holder[key] = [holder[key]];
    else if (how === "duplicate") holder[key] = [holder[key], structuredClone(holder[key])];
    else if (other !== undefined) holder[key] = structuredClone(other.holder[other.key]);
  }
  return copy;
}

it("a damaged payload is read or refused, never more", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      (document, mutations) => {
        const seen = inspectDocument(mutate(document, mutations));
        if (!seen.ok) expect(seen.reason).toMatch(/^[a-z]+\/[-a-z]+/);
      },
    ),
    { numRuns: 5_000 },
  );
});
