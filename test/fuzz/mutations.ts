import fc from "fast-check";

/** One thing that is done to one place of a document. */
export interface Step {
  /** Which place, counted over all places of the document, modulo how many there are. */
  readonly at: number;
  readonly change: Change;
}

type Change =
  | { readonly kind: "drop" | "duplicate" | "wrap" | "unwrap" }
  | { readonly kind: "nest"; readonly depth: number }
  | { readonly kind: "repeat"; readonly times: number }
  | { readonly kind: "replace"; readonly value: unknown }
  | { readonly kind: "add"; readonly key: string; readonly value: unknown };

const TYPES =
  "Create Update Delete Undo Follow Accept Reject Like EmojiReact Announce Add Remove Block Flag Move QuoteRequest View Note Article Question Person Group Tombstone Collection OrderedCollection Link Mention Hashtag Image".split(
    " ",
  );
const KEYS =
  "id type actor object target content name summary attributedTo inReplyTo to cc bto bcc tag attachment url published updated endTime oneOf anyOf replies quote icon publicKey proof signature __proto__ constructor toString length".split(
    " ",
  );
const ODD = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202egnp.exe",
  "\u200b\u200d",
  "javascript:alert(1)",
  "data:text/html,x",
  "acct:ana@example.org",
  "//host",
  "http://",
  "https://user:secret@host/",
  "9999999999-12-31T00:00:00Z",
  "PT99999999999H",
  "<img src=x onerror=alert(1)>",
  "<p>".repeat(3000),
  "'; drop table posts; --",
  "x".repeat(70_000),
];

/** Steps that may be done to any document. `names` are IRIs that mean something to the node or to the peer. */
export function steps(names: readonly string[]): fc.Arbitrary<Step[]> {
  const scalar = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [[]], [null]),
    fc.constantFrom(...ODD),
    fc.constantFrom(...TYPES),
    fc.constantFrom(...names),
    fc.constantFrom(...names).map((id) => ({ id })),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("drop", "duplicate", "wrap", "unwrap") }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("replace"), value: scalar }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("add"), key: fc.constantFrom(...KEYS), value: scalar }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("nest"), depth: fc.constantFrom(3, 60, 400) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat"), times: fc.constantFrom(3, 50, 3000) }) },
  );
  return fc.array(fc.record({ at: fc.nat(), change }), { minLength: 0, maxLength: 5 });
}

/** A changed copy. */
export function mutate(document: object, changes: readonly Step[]): unknown {
  const root = { document: structuredClone(document) as unknown };
  for (const { at, change } of changes) {
    const places = placesIn(root);
    const place = places[at % places.length];
    if (place) apply(place.holder, place.key, change);
  }
  return root.document;
}

type Holder = Record<string, unknown>;
const MOST_PLACES = 5000;

function placesIn(root: object): { holder: Holder; key: string }[] {
  const found: { holder: Holder; key: string }[] = [];
  const open: Holder[] = [root as Holder];
  for (let holder = open.pop(); holder && found.length < MOST_PLACES; holder = open.pop())
    for (const key of Object.keys(holder).slice(0, 200)) {
      if (key === "@context") continue;
      found.push({ holder, key });
      const value = holder[key];
      if (typeof value === "object" && value !== null) open.push(value as Holder);
    }
  return found;
}

function apply(holder: Holder, key: string, change: Change): void {
  const value = holder[key];
  switch (change.kind) {
    case "drop":
      delete holder[key];
      return;
    case "duplicate":
      holder[key] = [value, value];
      return;
    case "wrap":
      holder[key] = { type: "Object", id: value, object: value };
      return;
    case "unwrap":
      holder[key] = typeof value === "object" && value !== null ? Object.values(value)[0] : [value];
      return;
    case "nest": {
      let nested = value;
      for (let depth = 0; depth < change.depth; depth++)
        nested = depth % 2 === 0 ? [nested] : { object: nested };
      holder[key] = nested;
      return;
    }
    case "repeat":
      holder[key] = typeof value === "string" ? longer(value, change.times) : copies(value, change.times);
      return;
    case "replace":
      holder[key] = structuredClone(change.value);
      return;
    case "add": {
      const target = [value, holder].find(isRecord);
      // As JSON.parse would, also for "__proto__".
      if (target !== undefined)
        Object.defineProperty(target, change.key, {
          value: structuredClone(change.value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
  }
}

function isRecord(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A little more than a node takes. */
const MOST_CHARACTERS = 1_200_000;

function longer(text: string, times: number): string {
  return text.repeat(Math.max(1, Math.min(times, Math.floor(MOST_CHARACTERS / (text.length + 1)))));
}

/** As many copies as make a large body, and no more than a node takes; each by itself, so that later changes are made once. */
function copies(value: unknown, times: number): unknown[] {
  const size = JSON.stringify(value)?.length ?? 4;
  const count = Math.max(1, Math.min(times, Math.floor(MOST_CHARACTERS / 3 / (size + 1))));
  return Array.from({ length: count }, () => structuredClone(value));
}
