import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BadLine, ListEntry } from "./list-entry.ts";
import { type ListFormat, readList } from "./read-list.ts";

async function* inChunks(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, options: { format?: ListFormat | "auto"; maxLines?: number } = {}) {
  const { format = "auto", maxLines = 1_000 } = options;
  const entries: ListEntry[] = [];
  const bad: BadLine[] = [];
  const done = await readList(
    inChunks(text),
    { format, limits: { maxBytes: 100_000, maxLines } },
    async (part) => {
      entries.push(...part.entries);
      bad.push(...part.bad);
    },
  );
  return { done, entries, bad };
}

const brief = ({ entries }: { entries: ListEntry[] }) => entries.map(({ key, verdict }) => [key, verdict]);

describe("a list of domains", () => {
  it("is read in Mastodon's form, with comments that have commas, quotes and lines", async () => {
    const list = await read(
      `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
bad.example,suspend,False,True,"spam, and ""worse""
on two lines",True
Loud.Example,silence,True,False,,False
meh.example,noop,TRUE,false,,false
`,
    );
    expect(list.done).toEqual({ ok: true, value: { format: "csv" } });
    expect(list.bad).toEqual([]);
    expect(list.entries).toMatchObject([
      {
        ...{
          key: "bad.example",
          verdict: "reject",
          rejectMedia: false,
          rejectReports: true,
          obfuscate: true,
        },
        publicReason: 'spam, and "worse"\non two lines',
      },
      { key: "loud.example", verdict: "limit", rejectMedia: true, publicReason: "", obfuscate: false },
      { key: "meh.example", verdict: "none", rejectMedia: true },
    ]);
  });

  it("is read in FediBlockHole's form, and without a line of names", async () => {
    const theirs = "domain,severity,public_comment,private_comment,reject_media,reject_reports,obfuscate\n";
    const list = await read(`${theirs}bad.example,suspend,why,whisper,True,True,False\n`);
    expect(list.entries).toMatchObject([{ publicReason: "why", reason: "whisper", rejectMedia: true }]);
    expect(brief(await read("a.example,silence\nb.example,suspend\n"))).toEqual([
      ["a.example", "limit"],
      ["b.example", "reject"],
    ]);
  });

  it("is read in plain forms: one a line, as a hosts file, as a filter list, with schemes, stars and comments", async () => {
    const list = await read(`# a list
bad.example
https://Scheme.Example/path?x
*.stars.example   # with everything under it
0.0.0.0 hosts.example also.example
127.0.0.1 localhost
::1 ip6-localhost
||rule.example^
! a comment
bücher.example

.dot.example\r
`);
    expect(list.done).toEqual({ ok: true, value: { format: "plain" } });
    expect(list.bad).toEqual([]);
    expect(list.entries.map(({ key }) => key)).toEqual([
      ...["bad.example", "scheme.example", "stars.example", "hosts.example", "also.example", "rule.example"],
      ...["xn--bcher-kva.example", "dot.example"],
    ]);
  });

  it("is read in the JSON of Mastodon's and GoToSocial's servers", async () => {
    const items = [
      { domain: "bad.example", digest: "0", severity: "suspend", comment: "spam" },
      { domain: "b*d.example", digest: "0", severity: "silence", comment: "" },
      { domain: "gone.example", suspended_at: "2026-01-01T00:00:00Z", public_comment: "x", obfuscate: true },
      { domain: 5 },
      null,
      "text.example",
    ];
    const list = await read(JSON.stringify(items));
    expect(brief(list)).toEqual([
      ["bad.example", "reject"],
      ["gone.example", "reject"],
      ["text.example", "reject"],
    ]);
    expect(list.bad.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "obfuscated"],
      [4, "not-an-entry"],
      [5, "not-an-entry"],
    ]);
  });

  it("names each line that cannot be used, and why", async () => {
    const { entries, bad } = await read(
      "domain,severity\ngood.example,suspend\ntwo words,suspend\nbad.example,ban\nda**.example,suspend\n127.0.0.1,suspend\ncom,suspend\n",
    );
    expect(entries.map(({ key }) => key)).toEqual(["good.example"]);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "not-a-domain"],
      [4, "unknown-severity"],
      [5, "obfuscated"],
      [6, "not-a-domain"],
      [7, "not-a-domain"],
    ]);
  });

  it.each([
    ["a page", "<!DOCTYPE html><html><body>Sign in</body></html>", "domain-list/is-a-page"],
    ["no text", "\u0000\u0001\u0002", "domain-list/not-text"],
    ["JSON that is cut off", "[1, 2", "domain-list/not-json"],
    ["JSON of something else", "{}", "domain-list/not-json"],
    ["too many lines", "a.example\n".repeat(1_001), "domain-list/too-many-lines"],
    ["too many bytes", `${"a".repeat(999)}\n`.repeat(101), "domain-list/too-large"],
    ["a line without an end", "a".repeat(70_000), "domain-list/not-text"],
  ])("is refused when it is %s", async (_what, text, type) => {
    expect((await read(text)).done).toMatchObject({ ok: false, error: { type } });
  });

  it("is read to its end whatever stands in it, however it is cut into pieces", async () => {
    const word = fc.oneof(fc.string(), fc.domain(), fc.constantFrom('"', ",", "\n", "#", "*.", "suspend"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 40 }),
        fc.constantFrom("csv", "plain"),
        async (words, format) => {
          const text = words.join(",").replaceAll("\0", "");
          const lines: string[][] = [];
          for (const size of [1, 13, 10_000]) {
            const found: string[] = [];
            const done = await readList(inChunks(text, size), { format }, async ({ entries }) => {
              found.push(...entries.map(({ key }) => key));
            });
            expect(done.ok || done.error.type === "domain-list/is-a-page").toBe(true);
            lines.push(found);
          }
          expect(lines[1]).toEqual(lines[0]);
          expect(lines[2]).toEqual(lines[0]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
