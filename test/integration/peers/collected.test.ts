import { describe, expect, it } from "vitest";
import { inspectDocument } from "#protocol/vocab/inspect.ts";
import { expectations } from "./expectations.ts";
import { collectedFixtures, type Fixture, loadFixtures } from "./fixtures.ts";
import { expectedRefusals } from "./refusals.ts";

const fixtures = loadFixtures(collectedFixtures);
const byName = new Map(fixtures.map((fixture) => [fixture.name, fixture]));
const refusalOf = new Map(
  expectedRefusals.flatMap(({ reason, files }) => files.map((file) => [file, reason] as const)),
);

if (fixtures.length === 0) {
  process.stdout.write(
    "peers: the collected payloads are not beside this checkout; only our own were read\n",
  );
}

function table(all: Fixture[]): string {
  const rows = Map.groupBy(all, (fixture) => fixture.software);
  const lines = [...rows].map(([software, files]) => {
    const refused = files.flatMap(({ name, document }) => {
      const seen = inspectDocument(document);
      return seen.ok ? [] : [`${name.slice(software.length + 1)} (${seen.reason.split(":")[0]})`];
    });
    const counts = `${String(files.length).padStart(5)} ${String(files.length - refused.length).padStart(9)}`;
    return `${software.padEnd(14)} ${counts}   ${refused.join(", ")}`;
  });
  const header = `${"software".padEnd(14)} files  taken in   refused`;
  return [header, ...lines].join("\n");
}

describe.skipIf(fixtures.length === 0)("collected payloads", () => {
  it("are taken in, or refused for a reason that is known to be right", () => {
    process.stdout.write(`${table(fixtures)}\n`);
    const reasons = new Map<string, string>();
    for (const { name, document } of fixtures) {
      const seen = inspectDocument(document);
      if (!seen.ok) reasons.set(name, seen.reason.split(":")[0] ?? "");
    }
    // More payloads may have been collected since: each refusal of one must be explained here, too.
    for (const [name, reason] of reasons)
      expect({ name, reason }).toEqual({ name, reason: refusalOf.get(name) });
  });

  it.each(Object.entries(expectations).filter(([name]) => byName.has(name)))(
    "%s reads as a person reads it",
    (name, expected) => {
      expect(inspectDocument(byName.get(name)?.document)).toMatchObject(expected);
    },
  );

  it("are still those that something is expected of", () => {
    const missing = Object.keys(expectations).filter((name) => !byName.has(name));
    expect(missing).toEqual([]);
  });
});
