import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkStatement } from "#moderation/transparency/dsa/check.ts";
import { actWithin } from "#server/actions/act.ts";
import { postSubject } from "#server/actions/subjects.ts";
import { type Cli, CommandFailed } from "#server/cli/cli.ts";
import { transparency } from "#server/cli/commands/transparency.ts";
import { addRule } from "#server/site/rules.ts";
import { must } from "#test/e2e/people.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "../api/rig.ts";

const DESK = "/api/folkmoot/v1";
const STATEMENTS = "/api/folkmoot/v1/transparency/dsa";
const clock = createFakeClock(new Date("2026-02-10T10:00:00Z"));
const HANDLE = "anabelle";

let rig: ApiRig;
let admin: Person;
let mona: Person;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  const env = { DSA_TERRITORY: "AT, de", DSA_LEGAL_GROUNDS: "rights=Directive (EU) 2019/790" };
  rig = await createApiRig(env, { clock });
  admin = await rig.person("ada", { role: "admin" });
  mona = await rig.person("mona", { role: "moderator" });
  ana = await rig.person(HANDLE);
  ben = await rig.person("benedict");
}, 60_000);
afterAll(() => rig.close());

async function act(given: object): Promise<string> {
  const reply = await mona.post(`${DESK}/actions`, { category: "spam", ...given });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id;
}

async function exported(by = admin, query = "from=2026-02-01&until=2026-02-28") {
  const response = await fetch(`${rig.origin}${STATEMENTS}?${query}`, {
    headers: { authorization: `Bearer ${by.token}` },
  });
  const { status, headers } = response;
  const text = await response.text();
  const statements: Json[] =
    status === 200 ? text.split("\n").flatMap((line) => line && JSON.parse(line)) : [];
  return {
    status,
    headers,
    text,
    byPuid: new Map(statements.filter(Boolean).map((each) => [each.puid, each])),
  };
}

/** Runs the command on the rig's node. */
async function folkmoot(...args: string[]): Promise<{ value: Json; errors: string }> {
  const ran = { value: undefined as Json, errors: "" };
  const cli: Cli = {
    json: false,
    print: (value) => {
      ran.value = value;
    },
    progress() {},
    config: () => rig.ctx.config,
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  transparency(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    ran.errors = error.message;
  }
  return ran;
}

describe("statements of reasons for the EU's database", () => {
  let removed: string;
  let suspended: string;
  const left: string[] = [];

  beforeAll(async () => {
    const rule = must(await addRule(rig.ctx, { text: "No advertising." })).id;
    const spam = await rig.publish(ana, { text: "buy this", language: "de" } as never);
    clock.advance(3_600_000);
    const { body: report } = await ben.post("/api/v1/reports", {
      account_id: ana.id,
      status_ids: [spam],
      category: "legal",
      comment: "I am benedict@mail.example",
    });
    const [row] = await rig.ctx.sql<
      { id: string }[]
    >`select case_id as id from report_cases where report_id = ${report.id}`;
    const { body: seen } = await mona.get(`${DESK}/cases/${row?.id}`);
    removed = await act({
      subject: { kind: "post", id: spam },
      kind: "remove",
      rule_ids: [rule],
      case_id: row?.id,
      case_version: seen.version,
      facts: `@${HANDLE} wrote to @benedict at https://localhost/@${HANDLE}/${spam}`,
      text: `Dear ${HANDLE}, write to mona@mail.example`,
    });
    suspended = await act({
      subject: { kind: "account", id: ben.id },
      kind: "suspend",
      category: "rights",
      ends_at: "2026-03-10T00:00:00Z",
    });
    const remote = await rig.remote("bad@far.example");
    left.push(
      await act({ subject: { kind: "account", id: remote }, kind: "limit" }),
      await act({ subject: { kind: "account", id: ana.id }, kind: "warn" }),
      await act({ subject: { kind: "account", id: ana.id }, kind: "none" }),
      await act({ subject: { kind: "hashtag", name: "spam" }, kind: "limit" }),
    );
  });

  it("are about what restricts people of this node, each as the database takes it", async () => {
    const { status, headers, byPuid } = await exported();
    expect([status, headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect([...byPuid.keys()]).toEqual([removed, suspended]);
    for (const id of left) expect(byPuid.has(id)).toBe(false);
    for (const statement of byPuid.values())
      expect(checkStatement(statement)).toEqual({ ok: true, value: statement });
    expect(byPuid.get(removed)).toMatchObject({
      decision_visibility: ["DECISION_VISIBILITY_CONTENT_REMOVED"],
      decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
      decision_ground_reference_url: `${rig.origin}/about#rules`,
      incompatible_content_ground: "No advertising.",
      content_type: ["CONTENT_TYPE_TEXT"],
      content_language: "DE",
      content_date: "2026-02-10",
      application_date: "2026-02-10",
      source_type: "SOURCE_ARTICLE_16",
      territorial_scope: ["AT", "DE"],
      automated_detection: "No",
    });
    expect(byPuid.get(suspended)).toMatchObject({
      decision_account: "DECISION_ACCOUNT_SUSPENDED",
      end_date_account_restriction: "2026-03-10",
      decision_ground: "DECISION_GROUND_ILLEGAL_CONTENT",
      illegal_content_legal_ground: "Directive (EU) 2019/790",
      source_type: "SOURCE_VOLUNTARY",
    });
  });

  it("say nothing of persons: neither names nor addresses, nor what anybody has written", async () => {
    const { text } = await exported();
    expect(text).not.toMatch(/anabelle|benedict|mona|mail\.example|@|buy this|Dear/i);
  });

  it("say what nobody decided by hand, and what a panel did", async () => {
    const taken = async (cause: string, isByPanel: boolean) => {
      const subject = await postSubject(rig.ctx.sql, await rig.publish(ana, "more"));
      const done = await rig.ctx.db.transaction((tx) =>
        actWithin(rig.ctx, tx, null, {
          subject: subject as NonNullable<typeof subject>,
          kind: "sensitive",
          cause,
          isByPanel,
          reasons: { category: "sexual" },
        }),
      );
      if (!done.ok) throw new Error(done.error.type);
      return done.value.actionId;
    };
    const byRule = await taken("rule:pictures", false);
    const byPanel = await taken("decision:0199f000-0000-7000-8000-000000000009", true);
    const { byPuid } = await exported();
    expect(byPuid.get(byRule)).toMatchObject({
      automated_detection: "Yes",
      automated_decision: "AUTOMATED_DECISION_FULLY",
    });
    expect(byPuid.get(byPanel)).toMatchObject({
      automated_detection: "No",
      automated_decision: "AUTOMATED_DECISION_NOT_AUTOMATED",
    });
  });

  it("are still made of what is not there any more, by when its id was made", async () => {
    const id = await rig.publish(ana, "soon gone");
    const action = await act({ subject: { kind: "post", id }, kind: "remove" });
    await rig.ctx.sql`delete from posts where id = ${id}`;
    expect((await exported()).byPuid.get(action)).toMatchObject({
      content_type: ["CONTENT_TYPE_OTHER"],
      content_date: "2026-02-10",
    });
  });

  it("are for admins, and of days that there are", async () => {
    expect((await exported(mona)).status).toBe(403);
    expect((await exported(ana)).status).toBe(403);
    for (const query of [
      "",
      "from=2026-02-01",
      "from=2026-02-30&until=2026-03-01",
      "from=2026-02-02&until=2026-02-01",
    ])
      expect((await exported(admin, query)).status).toBe(422);
    expect((await exported(admin, "from=2026-02-11&until=2026-02-28")).byPuid.size).toBe(0);
    expect((await exported(admin, "from=2026-02-10&until=2026-02-10")).byPuid.size).toBeGreaterThan(1);
  });

  it("are written by the command to a file that only its owner reads, the same as by the API", async () => {
    const out = path.join(rig.ctx.config.dataDir, "statements.jsonl");
    const { value } = await folkmoot(
      "transparency",
      "dsa",
      "--from",
      "2026-02-01",
      "--until",
      "2026-02-28",
      "--out",
      out,
    );
    const { text, byPuid } = await exported();
    expect(value).toEqual({ file: out, written: byPuid.size, notAsked: 4, impossible: 0 });
    expect(readFileSync(out, "utf8")).toBe(text);
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it("are refused by the command where a day is none, or a file cannot be written", async () => {
    const run = (from: string, until: string, out: string) =>
      folkmoot("transparency", "dsa", "--from", from, "--until", until, "--out", out);
    expect((await run("soon", "2026-02-28", "x")).errors).toBe("--from takes a day such as 2026-01-31.");
    expect((await run("2026-02-28", "2026-02-01", "x")).errors).toBe("--until must not be before --from.");
    const nowhere = path.join(rig.ctx.config.dataDir, "no", "such", "folder.jsonl");
    expect((await run("2026-02-01", "2026-02-28", nowhere)).errors).toContain("cannot be written: ENOENT");
  });
});
