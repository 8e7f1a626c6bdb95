import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type NodeProcess, PROGRAM, startNodeProcess } from "#test/support/processes.ts";

let node: NodeProcess;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

beforeAll(async () => {
  node = await startNodeProcess({ env: { LOG_LEVEL: "error" } });
});
afterAll(() => node?.close());

interface Ran {
  status: number;
  output: string;
  errors: string;
}

/** Runs the program in an environment that holds nothing but what is given. */
function run(args: readonly string[], env: Record<string, string>, cwd = env.DATA_DIR): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env }, cwd };
    execFile(process.execPath, [PROGRAM, ...args], options, (error, output, errors) => {
      const status = error === null ? 0 : Number(error.code);
      resolve({ status, output, errors });
    });
  });
}

const folkmoot = (...args: string[]) => run(args, node.env);

async function json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const { status, output, errors } = await folkmoot(...args, "--json");
  if (status !== 0) throw new Error(`${args.join(" ")}: ${status} ${output}${errors}`);
  return JSON.parse(output) as T;
}

describe("beside a running node", () => {
  test("a post before there is an owner says how to become one", async () => {
    const { status, errors } = await folkmoot("post", "Hello");
    expect(status).toBe(1);
    expect(errors).toContain("Nobody owns this node yet");
  });

  test("accounts are made, listed, given roles and new passwords", async () => {
    const ana = await folkmoot("account", "create", "ana", "--role", "owner");
    expect(ana).toMatchObject({ status: 0, output: expect.stringMatching(/Created @ana .*\nPassword: \S+/) });
    const ben = await json("account", "create", "ben", "--name", "Ben", "--password", "a good long password");
    expect(ben).toMatchObject({ username: "ben", iri: expect.stringContaining(`${node.origin}/users/`) });
    expect(ben).not.toHaveProperty("password");
    const again = await folkmoot("account", "create", "BEN");
    expect(again).toMatchObject({ status: 1, errors: expect.stringContaining("account/username-taken") });

    const listed = await json<{ username: string }[]>("account", "list");
    expect(listed.map(({ username }) => username)).toEqual(expect.arrayContaining(["ana", "ben"]));
    expect((await folkmoot("account", "list")).output).toContain(`@ben@${node.host}`);
    expect((await folkmoot("account", "role", "ben", "moderator")).output).toContain(
      "@ben is moderator now.",
    );
    expect(await folkmoot("account", "role", "ben", "king")).toMatchObject({ status: 1 });
    await folkmoot("account", "create", "gardens", "--kind", "group");
    expect((await folkmoot("account", "owner", "gardens", "ben")).output).toContain(
      "@ben looks after @gardens",
    );
    expect(await folkmoot("account", "owner", "ben", "ana")).toMatchObject({
      status: 1,
      errors: expect.stringContaining("There is no group ben here."),
    });
    expect(await json("account", "owner", "gardens", "ben", "--remove")).toMatchObject({ owners: 0 });
    expect(await json("account", "reset", "ben")).toMatchObject({ password: expect.any(String) });
    expect(await json("account", "invite")).toMatchObject({ url: expect.stringContaining("/join/") });
  });

  test("a post is published, served as ActivityPub, and on the timelines", async () => {
    const { iri } = await json<{ iri: string }>("post", "Hello, fediverse", "--language", "en");
    const served = await fetch(iri, { headers: { accept: "application/activity+json" } });
    expect(await served.json()).toMatchObject({ type: "Note", content: "<p>Hello, fediverse</p>" });
    for (const which of ["home", "local", "federated"])
      expect((await folkmoot("timeline", which)).output).toContain("Hello, fediverse");
    const answer = await folkmoot("post", "Hello back #greeting", "--as", "ben", "--reply-to", iri);
    expect(answer).toMatchObject({ status: 0, output: expect.stringMatching(/^Published http/) });
    expect((await folkmoot("timeline", "greeting")).output).toContain("Hello back");
    expect(await folkmoot("post", "", "--as", "ben")).toMatchObject({
      status: 1,
      errors: expect.stringContaining("post/empty"),
    });
  });

  test("a follow brings what somebody wrote to the home timeline, and its end takes it away", async () => {
    expect((await folkmoot("follow", "@ben")).output).toContain("Following @ben");
    expect((await folkmoot("timeline")).output).toContain("Hello back");
    expect((await folkmoot("follow", "@ben", "--undo")).output).toContain("No longer following");
    expect((await folkmoot("timeline")).output).not.toContain("Hello back");
    expect(await folkmoot("follow", "nobody@127.0.0.1:1")).toMatchObject({ status: 1 });
  });

  test("lookup finds accounts and posts here", async () => {
    expect(await json("lookup", `@ben@${node.host}`)).toMatchObject({ account: { displayName: "Ben" } });
    const [entry] = await json<{ post: { iri: string } }[]>("timeline", "local");
    const iri = entry?.post.iri ?? "";
    expect(await json("lookup", iri)).toMatchObject({ post: { iri } });
    expect(await folkmoot("lookup", "nobody")).toMatchObject({ status: 1 });
  });

  test("queue, migrate and doctor say how things stand", async () => {
    expect(await json("queue")).toMatchObject({ queues: { outbound: { failed: 0 }, later: {} }, hosts: [] });
    expect(await folkmoot("queue", "retry", "outbound", "nothing")).toMatchObject({ status: 1 });
    expect((await folkmoot("migrate")).output).toBe("Already up to date.\n");
    const findings = await json<{ what: string; state: string }[]>("doctor");
    expect(findings.filter(({ state }) => state === "problem")).toEqual([]);
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        "configuration",
        "database",
        "clock",
        "migrations",
        "media",
        "reachable",
        "handles",
      ]),
    );
  });
});

describe("lists of domains", () => {
  test("are looked at, applied, exported, subscribed to and given up", async () => {
    const file = path.join(node.env.DATA_DIR ?? "", "blocks.csv");
    writeFileSync(file, "#domain,#severity\nbad.example,suspend\nloud.example,silence\ntwo words,suspend\n");
    const looked = await folkmoot("domain", "import", file);
    expect(looked).toMatchObject({ status: 0 });
    expect(looked.output).toContain("2 new, 0 stricter, 0 as they are, 0 exempt, 1 unusable.");
    expect(looked.output).toContain("line 4: not-a-domain: two words");
    expect((await folkmoot("domain", "export", "plain")).output.trim()).toBe("");
    expect(await json("domain", "import", file, "--apply")).toMatchObject({ isApplied: true, added: 2 });
    expect((await folkmoot("domain", "export", "plain")).output.trim()).toBe("bad.example");

    const lists = createServer((_, response) => response.end("worse.example\n"));
    await new Promise<void>((resolve) => lists.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(lists.address() as AddressInfo).port}/list.txt`;
    const { id } = await json<{ id: string }>("domain", "subscribe", url, "--apply");
    lists.close();
    expect(await json("domain", "subscriptions")).toMatchObject([{ id, url, state: "active", entries: 1 }]);
    expect((await folkmoot("domain", "export", "plain")).output).toContain("worse.example");
    expect((await folkmoot("domain", "unsubscribe", id)).status).toBe(0);
    expect((await folkmoot("domain", "export", "plain")).output.trim()).toBe("bad.example");
    expect((await folkmoot("domain", "export", "odd")).status).toBe(1);
  });
});

describe("without a node", () => {
  test("inspect reads files and needs no database", async () => {
    const folder = node.env.DATA_DIR ?? "";
    const file = path.join(folder, "note.json");
    writeFileSync(
      file,
      JSON.stringify({
        "@context": "https://www.w3.org/ns/activitystreams",
        id: "https://a.example/1",
        type: "Note",
        attributedTo: "https://a.example/users/ana",
        content: "<p>Tea</p>",
        to: "https://www.w3.org/ns/activitystreams#Public",
      }),
    );
    writeFileSync(path.join(folder, "broken.json"), "{");
    const { status, output } = await run(["inspect", file, "broken.json", "absent.json"], {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
      DATA_DIR: folder,
    });
    expect(status).toBe(0);
    const lines = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      {
        file,
        ok: true,
        kind: "note",
        actor: "https://a.example/users/ana",
        text: "Tea",
        visibility: "public",
      },
      { file: "broken.json", ok: false, reason: "document/not-json" },
      { file: "absent.json", ok: false, reason: expect.stringContaining("ENOENT") },
    ]);
  });

  test("help, for everything and for one command, ends with status 0", async () => {
    const { status, output } = await folkmoot("help");
    expect(status).toBe(0);
    for (const command of [
      "start",
      "account",
      "post",
      "follow",
      "timeline",
      "lookup",
      "inspect",
      "queue",
      "doctor",
    ])
      expect(output).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    expect(await folkmoot("help", "post")).toMatchObject({
      status: 0,
      output: expect.stringContaining("--poll"),
    });
    expect(await folkmoot("--version")).toMatchObject({
      status: 0,
      output: expect.stringMatching(/^\d+\.\d+/),
    });
  });

  test("wrong usage ends with status 2 and shows the usage", async () => {
    expect(await folkmoot("dance")).toMatchObject({ status: 2, errors: expect.stringContaining("dance") });
    expect(await folkmoot("post")).toMatchObject({ status: 2, errors: expect.stringContaining("Usage:") });
    expect(await folkmoot("post", "x", "--nonsense")).toMatchObject({ status: 2 });
  });

  test("every wrong setting is named at once, without its value", async () => {
    const { status, errors } = await run(
      ["start"],
      {
        PORT: "99999",
        ORIGIN: "https://a.example/path",
        DATABASE_URL: "mysql://ana:hunter2@db/x",
        REGISTRATION: "maybe",
        METRICS_TOKEN: "short",
        LOG_LEVEL: "loud",
      },
      node.env.DATA_DIR,
    );
    expect(status).toBe(1);
    expect(errors).toContain("6 settings are wrong");
    for (const name of ["PORT", "ORIGIN", "DATABASE_URL", "REGISTRATION", "METRICS_TOKEN", "LOG_LEVEL"])
      expect(errors).toMatch(new RegExp(`^  ${name} must `, "m"));
    expect(errors).not.toContain("hunter2");
  });

  test("a setting from .env counts, and the environment wins over it", async () => {
    const folder = node.env.DATA_DIR ?? "";
    writeFileSync(path.join(folder, ".env"), "PORT=nonsense\n");
    expect(await run(["doctor"], { DATA_DIR: folder })).toMatchObject({
      status: 1,
      errors: expect.stringContaining("PORT must be a whole number"),
    });
    expect((await run(["migrate"], node.env)).status).toBe(0);
  });
});
