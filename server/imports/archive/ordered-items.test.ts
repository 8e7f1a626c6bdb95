import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { orderedItems } from "./ordered-items.ts";

/** In pieces of a size. */
function pieces(text: string, size: number): Readable {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return Readable.from(chunks);
}

it("finds what JSON.parse finds, however the bytes are cut", async () => {
  const json = fc.dictionary(fc.string(), fc.jsonValue());
  const law = fc.asyncProperty(fc.array(json), fc.boolean(), fc.nat(40), async (items, pretty, size) => {
    const text = JSON.stringify(
      {
        first: { orderedItems: [{ no: 1 }] },
        "x:": ["{"],
        orderedItems: ["iri", ...items],
        after: [{ no: 2 }],
      },
      null,
      pretty ? 2 : 0,
    );
    const found: (string | null)[] = [];
    for await (const item of orderedItems(pieces(text, size + 1))) found.push(item);
    expect(found.map((item) => JSON.parse(item ?? "null"))).toEqual(JSON.parse(JSON.stringify(items)));
  });
  await fc.assert(law, { numRuns: 150 });
});
