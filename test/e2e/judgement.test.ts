import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRestAPIClient, type mastodon } from "masto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createAccount } from "#server/accounts/create.ts";
import { authorizeInBrowser, OUT_OF_BAND, PASSWORD } from "#test/e2e/clients/sign-in.ts";
import { eventually, must } from "#test/e2e/people.ts";
import { dump } from "#test/integration/actions/rig.ts";
import { type NodeProcess, PROGRAM, startNodeProcess } from "#test/support/processes.ts";
import { temporaryFolder } from "#test/support/processes-folder.ts";

/**
 * From a report to its reversal, over two nodes and with a Mastodon client: Ana on one server reports what Ben of the
 * other one wrote, Mia moderates there.
 */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const scopes = "read write follow profile admin:read admin:write";
const words = "You are all fools, and you know it";

interface Someone {
  readonly node: NodeProcess;
  readonly token: string;
  readonly client: mastodon.rest.Client;
}

let here: NodeProcess;
let there: NodeProcess;
let ana: Someone;
let ben: Someone;
let mia: Someone;
let folder: string;
/** Ben's post as either node calls it. */
let benPost: { id: string; uri: string };
let anaCopy: string;
let caseId: string;
let caseNumber: number;
let actionId: string;
let before: [Record<string, string[]>, Record<string, string[]>];

beforeAll(async () => {
  [here, there] = await Promise.all([
    startNodeProcess({ address: "127.0.0.21" }),
    startNodeProcess({ address: "127.0.0.22" }),
  ]);
  folder = temporaryFolder("folkmoot-evidence-");
  ana = await someone(here, "ana", "owner");
  ben = await someone(there, "ben", "member");
  mia = await someone(there, "mia", "owner");
});
afterAll(() => Promise.all([here?.close(), there?.close()]));

async function someone(node: NodeProcess, username: string, role: "owner" | "member"): Promise<Someone> {
  const { ctx } = await node.console();
  const login = { password: PASSWORD, role, email: `${username}@example.org` };
  must(await createAccount(ctx, { username, login }));
  const anonymous = createRestAPIClient({ url: node.origin });
  const app = await anonymous.v1.apps.create({ clientName: "Masto", redirectUris: OUT_OF_BAND, scopes });
  const client = {
    clientId: app.clientId ?? "",
    clientSecret: app.clientSecret ?? "",
    redirectUri: OUT_OF_BAND,
  };
  const code = await authorizeInBrowser(node, { ...client, scope: scopes, username });
  const answer = await fetch(`${node.origin}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uri: OUT_OF_BAND,
      code,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return { node, token, client: createRestAPIClient({ url: node.origin, accessToken: token }) };
}

// biome-ignore lint/suspicious/noExplicitAny: tests say by their expectations what an answer looks like
async function desk(method: string, at: string, body?: unknown, who = mia): Promise<any> {
  const answer = await fetch(`${who.node.origin}/api/folkmoot/v1/${at}`, {
    method,
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

function folkmoot(env: Readonly<Record<string, string>>, ...args: string[]) {
  return new Promise<{ status: number; output: string }>((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, ...args],
      { env: { PATH: process.env.PATH, ...env }, cwd: folder },
      (error, out, err) => resolve({ status: error === null ? 0 : Number(error.code), output: out + err }),
    );
  });
}

async function isGone({ node, token }: Someone, id: string): Promise<boolean> {
  const { status } = await fetch(`${node.origin}/api/v1/statuses/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([200, 404]).toContain(status);
  return status === 404;
}

async function everything(): Promise<typeof before> {
  const [hereConsole, thereConsole] = await Promise.all([here.console(), there.console()]);
  return [await dump(hereConsole.ctx), await dump(thereConsole.ctx)];
}

test("a post travels from one node to the other, and is liked, boosted and answered there", async () => {
  const found = await ana.client.v2.search.list({ q: `@ben@${there.host}`, resolve: true });
  const remoteBen = found.accounts[0];
  await ana.client.v1.accounts.$select(remoteBen?.id ?? "").follow();
  await eventually(async () => {
    const [relationship] = await ana.client.v1.accounts.relationships.fetch({ id: [remoteBen?.id ?? ""] });
    expect(relationship?.following).toBe(true);
  });
  const first = await ben.client.v1.statuses.create({ status: "What do you think of the new square?" });
  const post = await ben.client.v1.statuses.create({ status: words, inReplyToId: first.id });
  benPost = { id: post.id, uri: post.uri };
  anaCopy = await eventually(async () => {
    const home = await ana.client.v1.timelines.home.list();
    const copy = home.find(({ uri }) => uri === post.uri);
    if (copy === undefined) throw new Error("not there yet");
    return copy.id;
  });
  await ana.client.v1.statuses.$select(anaCopy).favourite();
  await ana.client.v1.statuses.$select(anaCopy).reblog();
  await ana.client.v1.statuses.$select(anaCopy).bookmark();
  await eventually(async () => {
    const shown = await ben.client.v1.statuses.$select(post.id).fetch();
    expect([shown.favouritesCount, shown.reblogsCount]).toEqual([1, 1]);
  });
});

test("a report from a Mastodon client is a case on the other node, with thread and evidence", async () => {
  const { account } = await ana.client.v1.statuses.$select(anaCopy).fetch();
  await ana.client.v1.reports.create({
    accountId: account.id,
    statusIds: [anaCopy],
    comment: "This insults everybody",
    category: "other",
    forward: true,
  });
  const [opened] = await eventually(async () => {
    const { cases } = await desk("GET", "cases");
    expect(cases).toHaveLength(1);
    return cases;
  });
  expect(opened).toMatchObject({
    state: "open",
    reports_count: 1,
    subject: { kind: "post", iri: benPost.uri },
  });
  caseId = opened.id;
  caseNumber = opened.number;
  const file = await desk("GET", `cases/${caseId}`);
  expect(file.reports[0]).toMatchObject({
    comment: "This insults everybody",
    server: here.host,
  });
  const kept = JSON.stringify(file.evidence);
  expect(kept).toContain(words);
  expect(kept).toContain("What do you think of the new square?");
  // Ana is not named to the other server: the report is her node's.
  expect(JSON.stringify(file)).not.toContain("ana");
});

test("the moderator acts with reasons: the post is gone on both nodes", async () => {
  before = await everything();
  const { version } = await desk("GET", `cases/${caseId}`);
  const taken = await desk("POST", "actions", {
    subject: { kind: "post", id: benPost.id },
    kind: "remove",
    case_id: caseId,
    case_version: version,
    category: "harassment",
    facts: "The post calls everybody a fool.",
    text: "Please argue without insults.",
  });
  actionId = taken.id;
  const { version: now } = await desk("GET", `cases/${caseId}`);
  await desk("POST", `cases/${caseId}/close`, { version: now, state: "decided" });
  expect(await isGone(ben, benPost.id)).toBe(true);
  await eventually(async () => expect(await isGone(ana, anaCopy)).toBe(true));
  const answer = await fetch(benPost.uri, { headers: { accept: "application/activity+json" } });
  expect(answer.status).toBe(410);
});

test("the author is told why and how to appeal, and the reporter what came of it", async () => {
  const notices = await ben.client.v1.notifications.list();
  expect(notices.some(({ type }) => (type as string) === "moderation_warning")).toBe(true);
  const [decision] = await desk("GET", "decisions", undefined, ben);
  expect(decision).toMatchObject({ kind: "remove" });
  expect(JSON.stringify(decision)).toContain("Please argue without insults.");
  expect(JSON.stringify(decision)).not.toContain(here.host);
  const heard = await eventually(async () => {
    const conversations = await ana.client.v1.conversations.list();
    if (conversations.length === 0) throw new Error("nothing was said yet");
    return conversations[0]?.lastStatus?.content ?? "";
  });
  expect(heard).toMatch(/report/i);
});

test("taken back, everything is as it was on both nodes", async () => {
  await desk("POST", `actions/${actionId}/undo`, { reason: "A second look: harsh, and allowed." });
  expect(await isGone(ben, benPost.id)).toBe(false);
  await eventually(async () => expect(await isGone(ana, anaCopy)).toBe(false));
  const copy = await ana.client.v1.statuses.$select(anaCopy).fetch();
  expect(copy).toMatchObject({ favourited: true, reblogged: true, bookmarked: true });
  expect(copy.content).toContain(words);
  const compared = ["accounts", "bookmarks", "boosts", "follows", "home_entries", "posts", "reactions"];
  expect(Object.keys(remaining(before[0]))).toEqual(expect.arrayContaining(compared));
  await eventually(async () => {
    const after = await everything();
    for (const at of [0, 1] as const) expect(remaining(after[at])).toEqual(remaining(before[at]));
  });
  // And whoever reported it hears of that too.
  await eventually(async () => {
    const [last] = await ana.client.v1.conversations.list();
    expect(last?.lastStatus?.content).toContain("taken back");
  });
});

/** Words that were said stay said: what is about the report itself, and letters of the nodes with all that hangs on them. */
const said = /^(notification|conversation|report|evidence|case_|post_mentions$|oauth|session)/;

function remaining(tables: Record<string, string[]>): Record<string, string[]> {
  const letters = (tables.posts ?? [])
    .filter((row) => row.includes('"visibility":"direct"'))
    .map((row) => (JSON.parse(row) as { id: string }).id);
  const nodes = (
    JSON.parse(`[${(tables.accounts ?? []).join(",")}]`) as { id: string; iri: string }[]
  ).filter(({ iri }) => iri.endsWith("/actor"));
  const apart = [...letters, ...nodes.map(({ id }) => id)];
  const kept = Object.entries(tables)
    .filter(([name]) => !said.test(name))
    .map(([name, all]) => [name, all.filter((row) => !apart.some((id) => row.includes(id)))] as const);
  return Object.fromEntries(kept.filter(([, all]) => all.length > 0));
}

test("the public ledger verifies from outside, and the evidence does offline; with one changed byte it does not", async () => {
  const outside = { DATA_DIR: folder, ALLOW_PRIVATE_ADDRESS: "true" };
  const whole = await folkmoot(outside, "ledger", "verify", there.origin);
  expect(whole.output).toMatch(/entries/);
  expect(whole.status).toBe(0);

  const archive = path.join(folder, "evidence.zip");
  const exported = await folkmoot(there.env, "evidence", "export", String(caseNumber), archive);
  expect(exported).toMatchObject({ status: 0 });
  expect(await folkmoot(outside, "ledger", "verify", archive)).toMatchObject({ status: 0 });

  const bytes = readFileSync(archive);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(archive, bytes);
  expect(await folkmoot(outside, "ledger", "verify", archive)).toMatchObject({ status: 1 });

  const logs = path.join(folder, "log");
  expect(await folkmoot(there.env, "ledger", "export", logs)).toMatchObject({ status: 0 });
  expect(await folkmoot(outside, "ledger", "verify", logs)).toMatchObject({ status: 0 });
});
