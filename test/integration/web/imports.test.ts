import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDomain } from "#server/hosts/decisions.ts";
import { setDomainRule } from "#server/hosts/policy.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { watchMemory } from "#test/support/live-memory.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type DeskPages, deskPages } from "./desk-pages.ts";

const path = "/desk/domains/import";
const MIB = 1_048_576;

describe("the page that imports lists of servers", () => {
  let rig: ApiRig;
  let ada: Person;
  let mo: Person;
  let pages: DeskPages;

  beforeAll(async () => {
    rig = await createApiRig();
    pages = deskPages(rig);
    ada = await rig.person("ada", { role: "admin" });
    mo = await rig.person("mo", { role: "moderator" });
  }, 120_000);
  afterAll(() => rig?.close());

  /** Sends a file as a browser does that streams it: nothing holds it whole. */
  async function upload(person: Person, lines: AsyncIterable<string> | Iterable<string>) {
    const boundary = "----list";
    async function* body() {
      yield `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nblock\r\n`;
      yield `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n`;
      yield* lines;
      yield `\r\n--${boundary}--\r\n`;
    }
    const bytes = ReadableStream.from(body()).pipeThrough(new TextEncoderStream());
    const answer = await fetch(`${rig.origin}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        cookie: await pages.cookieOf(person),
        "sec-fetch-site": "same-origin",
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
      body: bytes,
      duplex: "half",
    } as RequestInit);
    return { status: answer.status, to: answer.headers.get("location") ?? "", html: await answer.text() };
  }

  const head = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n";
  function* csv(count: number) {
    yield head;
    for (let at = 0; at < count; at += 1_000)
      yield Array.from(
        { length: Math.min(1_000, count - at) },
        (_, n) => `s${at + n}.example,suspend,False,False,spam and nothing but spam for years,False\n`,
      ).join("");
  }

  const verdictOf = async (domain: string) => (await readDomain(rig.ctx, domain)).rule?.verdict ?? null;

  it("reads one, shows whose follows it would sever, applies it and takes exactly that back", async () => {
    const rosa = await rig.person("rosa");
    const ben = await rig.remote("ben@s1.example");
    await rig.follow(rosa, { id: ben });
    must(
      await setDomainRule(
        rig.ctx,
        "s2.example",
        {
          verdict: "limit",
          reason: "",
          publicReason: "",
          rejectMedia: false,
          rejectReports: false,
          obfuscate: false,
        },
        { by: ada.id, expiresAt: null },
      ),
    );
    const sent = await upload(ada, csv(3));
    expect(sent.status, sent.html).toBe(303);
    const { html } = await pages.open(ada, sent.to);
    expect(html).toContain("It would sever 1 follow of 1 person here.");
    expect(html).toContain("/desk/domains/s1.example/severed");
    const severed = (await pages.open(mo, "/desk/domains/s1.example/severed")).html;
    expect(severed).toContain("@rosa");
    expect(severed).toContain("@ben@s1.example");
    const stricter = (await pages.open(ada, `${sent.to}?kind=changed`)).html;
    expect([stricter.includes("s2.example"), stricter.includes("s1.example")]).toEqual([true, false]);
    expect(await verdictOf("s1.example")).toBeNull();

    expect((await pages.send(ada, `${sent.to}/apply`, {})).status).toBe(303);
    await eventually(async () => expect((await pages.open(ada, sent.to)).html).toContain(">Applied<"));
    expect(await verdictOf("s1.example")).toBe("reject");
    expect(await verdictOf("s2.example")).toBe("reject");
    await pages.send(ada, `${sent.to}/undo`, {});
    await eventually(async () => expect((await pages.open(ada, sent.to)).html).toContain(">Taken back<"));
    expect(await verdictOf("s1.example")).toBeNull();
    expect(await verdictOf("s2.example")).toBe("limit");
    await pages.send(ada, `${sent.to}/forget`, {});
    expect((await pages.open(ada, sent.to)).status).toBe(404);
  }, 60_000);

  it("is for administrators, and says what a file is that cannot be used", async () => {
    expect((await upload(mo, csv(1))).status).toBe(403);
    expect((await pages.open(mo, path)).status).toBe(403);
    const empty = await upload(ada, []);
    expect([empty.status, empty.html.includes("Choose a file first")]).toEqual([422, true]);
    const page = await upload(ada, ["<!doctype html><html><body>Log in"]);
    expect([page.status, page.html.includes("no list that can be read")]).toEqual([422, true]);
  });

  it("refuses what is larger than 64 MiB, and keeps nothing of it", async () => {
    const megabyte = `${"a".repeat(63)}\n`.repeat(MIB / 64);
    const answer = await upload(
      ada,
      Array.from({ length: 66 }, () => megabyte),
    ).catch(() => null);
    // Who is still sending may find the connection closed.
    if (answer !== null)
      expect([answer.status, answer.html.includes("too large: it may have 64 MiB")]).toEqual([413, true]);
    expect(await readdir(join(rig.ctx.config.dataDir, "work")).catch(() => [])).toEqual([]);
    expect((await pages.open(ada, path)).html).not.toContain("Earlier imports");
  }, 60_000);

  it("holds a part of a large file at a time, and no more of it", async () => {
    const comment = "spam and nothing but spam ".repeat(38);
    function* large() {
      yield head;
      for (let at = 0; at < 40_000; at += 500)
        yield Array.from(
          { length: 500 },
          (_, n) => `s${at + n}.example,suspend,False,False,${comment},False\n`,
        ).join("");
    }
    const most = watchMemory(600);
    const sent = await upload(ada, large());
    // The file has 40 MB.
    expect(most()).toBeLessThan(30);
    expect(sent.status, sent.html).toBe(303);
    expect((await pages.open(ada, sent.to)).html).toContain("40,000 entries");
  }, 120_000);
});
