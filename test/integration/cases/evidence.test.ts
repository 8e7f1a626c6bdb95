import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeCase } from "#moderation/cases/close.ts";
import { evidenceOf } from "#moderation/evidence/read.ts";
import { listEntries } from "#moderation/ledger/list.ts";
import { eraseOldEvidence } from "#server/cases/erase.ts";
import { fetchEvidence } from "#server/cases/fetch-evidence.ts";
import { casesOf } from "#server/cases/ports.ts";
import { moderationOf, statementsOn } from "#server/desk/moderation.ts";
import { sweepFiles } from "#server/files/sweep.ts";
import { checkExport } from "#server/ledger/check-export.ts";
import { enterSteps } from "#server/ledger/enter.ts";
import { eraseAbout } from "#server/ledger/erase.ts";
import { exportCase } from "#server/ledger/evidence.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { photograph } from "#test/support/pictures.ts";
import { reportPost } from "./rig.ts";

let rig: ApiRig;
let mo: Person;
let remote: Server;
let picture: Buffer;
let at: string;
beforeAll(async () => {
  rig = await createApiRig();
  mo = await rig.person("mo", { role: "moderator" });
  picture = Buffer.from(await photograph());
  remote = createServer((request, response) => {
    if (request.url === "/gone.jpg") response.writeHead(404).end();
    else if (request.url === "/page.jpg")
      response.writeHead(200, { "content-type": "image/jpeg" }).end("<html>");
    else response.writeHead(200, { "content-type": "image/jpeg" }).end(picture);
  });
  await new Promise<void>((resolve) => remote.listen(0, "127.0.0.1", resolve));
  at = `http://127.0.0.1:${(remote.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
  remote.close();
  await rig.close();
}, 60_000);

/** A post of another server with media there, reported. */
async function reported(...paths: string[]): Promise<string> {
  const author = await rig.remote(`u${paths.join("").replaceAll(/\W/g, "")}@far.example`);
  const id = rig.ctx.ids.next();
  const media = paths.map((path) => ({
    kind: "image",
    url: `${at}${path}`,
    mediaType: "image/jpeg",
    alt: null,
  }));
  await rig.ctx
    .sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
      media, published_at, received_at)
    values (${id}, ${`https://far.example/${id}`}, ${author}, false, 'note', 'Note', 'look', 'public', '', ${id},
      ${JSON.stringify(media)}::text::jsonb, now(), now())`;
  return (await reportPost(rig, id)).caseId;
}

const mediaOf = async (caseId: string) =>
  (await evidenceOf(moderationOf(rig.ctx), caseId)).filter(({ kind }) => kind === "medium");

async function fetchAll(): Promise<void> {
  while ((await fetchEvidence(rig.ctx)) > 0);
}

it("files that lie elsewhere are fetched as they came, and what is none says why", async () => {
  const caseId = await reported("/photo.jpg", "/gone.jpg", "/page.jpg");
  await fetchAll();
  const [photo, gone, page] = await mediaOf(caseId);
  expect(photo).toMatchObject({
    sha256: createHash("sha256").update(picture).digest("hex"),
    mediaType: "image/jpeg",
    size: picture.length,
  });
  // The ledger learns of it when it is here, so that an export shows that it was not put there later.
  await enterSteps(rig.ctx, "wait");
  const kept = (await listEntries(moderationOf(rig.ctx), { caseId, ledger: "private", most: 100 })).filter(
    ({ entry }) => entry.kind === "evidence.kept",
  );
  expect(kept.at(-1)?.entry.body).toEqual({
    items: [{ id: photo?.id, kind: "medium", sha256: photo?.sha256 }],
  });
  const file = path.join(rig.node.config.dataDir, "case.zip");
  await writeFile(file, (await exportCase(rig.ctx, caseId, null)) ?? "");
  expect((await checkExport(file)).findings).toEqual([]);
  expect(gone).toMatchObject({ file: null, problem: "response/status" });
  expect(page).toMatchObject({ file: null, problem: "unknown type" });
  await sweepFiles(rig.ctx);
  expect(await rig.ctx.files.size(photo?.file ?? "")).toBe(picture.length);
});

it("of a server from which a gigabyte was fetched in a day no more is, until it is over", async () => {
  const first = await reported("/huge.jpg");
  await fetchEvidence(rig.ctx);
  const kept = async (caseId: string) =>
    (await evidenceOf(moderationOf(rig.ctx), caseId)).some(
      ({ kind, file }) => kind === "medium" && file !== null,
    );
  expect(await kept(first)).toBe(true);
  await rig.ctx.sql`update evidence set size = 1000000000 where case_id = ${first} and kind = 'medium'`;
  const second = await reported("/more.jpg");
  await fetchEvidence(rig.ctx);
  expect(await kept(second)).toBe(false);
  await rig.ctx.sql`update evidence set tried_at = tried_at - interval '25 hours' where case_id = ${first}`;
  await fetchEvidence(rig.ctx);
  expect(await kept(second)).toBe(true);
});

it("files of evidence are served to nobody under an address of their own", async () => {
  const caseId = await reported("/apart.jpg");
  await fetchAll();
  const [kept] = await mediaOf(caseId);
  const hash = createHash("sha256").update(picture).digest("hex");
  expect(kept).toMatchObject({ file: `${hash}.bin`, mediaType: "image/jpeg" });
  for (const extension of ["jpg", "bin"]) {
    const { status } = await fetch(`${rig.origin}/files/${hash.slice(0, 2)}/${hash}.${extension}`);
    expect(status).toBe(404);
  }
});

it("of a file of this node that a reported post showed a copy is kept apart, whatever becomes of the post", async () => {
  const amy = await rig.person("amy");
  const form = new FormData();
  form.set("file", new Blob([await photograph()], { type: "image/jpeg" }), "photo.jpg");
  const { body: medium } = await amy.post("/api/v2/media", form);
  const { body: status } = await amy.post("/api/v1/statuses", { status: "look", media_ids: [medium.id] });
  const { caseId } = await reportPost(rig, status.id);
  await fetchAll();
  const [kept] = await mediaOf(caseId);
  expect(kept?.file).toMatch(/[.]bin$/);
  expect((await fetch(medium.url)).status).toBe(200);
  expect((await amy.delete(`/api/v1/statuses/${status.id}`)).status).toBe(200);
  expect(await rig.ctx.files.size(kept?.file ?? "")).toBeGreaterThan(0);
});

it("text that looks like an escaped NUL, and a NUL itself, are no obstacle to a report", async () => {
  const author = await rig.remote("nul@far.example");
  const id = rig.ctx.ids.next();
  await rig.ctx
    .sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
      published_at, received_at)
    values (${id}, ${`https://far.example/${id}`}, ${author}, false, 'note', 'Note', ${String.raw`x\u0000`}, 'public', '',
      ${id}, now(), now())`;
  const { caseId } = await reportPost(rig, id);
  const [post] = await evidenceOf(moderationOf(rig.ctx), caseId);
  expect(JSON.stringify(post?.content)).toContain(String.raw`x\\u0000`);
});

it("is kept again when its author has changed it, at most twenty times, and not for a like", async () => {
  const author = await rig.person("edie");
  const postId = await rig.publish(author, "first words");
  const { caseId } = await reportPost(rig, postId, { server: "a.example" });
  const copies = async () =>
    (await evidenceOf(moderationOf(rig.ctx), caseId)).filter(({ kind }) => kind === "post").length;
  await rig.ctx.sql`update posts set likes_count = likes_count + 1 where id = ${postId}`;
  await reportPost(rig, postId, { server: "b.example" });
  expect(await copies()).toBe(1);
  for (let edit = 0; edit < 25; edit++) {
    await rig.ctx.sql`update posts set html = ${`words ${edit}`} where id = ${postId}`;
    await reportPost(rig, postId, { server: `c${edit}.example` });
  }
  expect(await copies()).toBe(20);
});

it("of what a rule or a person has marked is kept as that of a report is", async () => {
  const author = await rig.person("rita");
  const postId = await rig.publish(author, "marked words");
  const flagged = await mo.post("/api/folkmoot/v1/signals", {
    subject: (await author.get(`/api/v1/statuses/${postId}`)).body.uri,
    category: "spam",
    opens_case: true,
    note: "a cut \ud83d emoji and \u0000",
  });
  expect(flagged.status).toBe(201);
  const kept = await evidenceOf(moderationOf(rig.ctx), flagged.body.case_id);
  expect(kept.map(({ kind }) => kind)).toContain("post");
  const { body } = await mo.get(`/api/folkmoot/v1/cases/${flagged.body.case_id}`);
  expect(body).toMatchObject({ excerpt: "marked words", reach: expect.any(Number) });
});

it("GET /api/folkmoot/v1/evidence/:id/file is for moderators, in parts as well, and runs nothing", async () => {
  const caseId = await reported("/photo2.jpg");
  await fetchAll();
  const [photo] = await mediaOf(caseId);
  const path = `/api/folkmoot/v1/evidence/${photo?.id}/file`;
  const ana = await rig.person("ana");
  expect((await rig.request("GET", path)).status).toBe(404);
  expect((await ana.get(path)).status).toBe(404);
  const reader = await rig.token(mo.id, ["read"]);
  expect((await rig.request("GET", path, { token: reader })).status).toBe(404);
  const headers = { authorization: `Bearer ${mo.token}` };
  const whole = await fetch(rig.origin + path, { headers });
  expect(whole.headers.get("content-security-policy")).toContain("sandbox");
  expect(whole.headers.get("cache-control")).toContain("no-store");
  expect(Buffer.from(await whole.arrayBuffer()).equals(picture)).toBe(true);
  const part = await fetch(rig.origin + path, { headers: { ...headers, range: "bytes=10-19" } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).equals(picture.subarray(10, 20))).toBe(true);
});

it("on a legal request content and files go, and their hashes stay", async () => {
  const caseId = await reported("/photo3.jpg");
  await fetchAll();
  const before = await evidenceOf(moderationOf(rig.ctx), caseId);
  const post = before.find(({ kind }) => kind === "post");
  await eraseAbout(rig.ctx, post?.iri ?? "", { by: mo.id, reason: "a court's order" });
  const after = await evidenceOf(moderationOf(rig.ctx), caseId);
  const erased = after.filter(({ kind }) => kind === "post" || kind === "medium");
  expect(erased).toHaveLength(2);
  for (const row of erased) {
    expect(row).toMatchObject({ content: null, file: null });
    expect(row.sha256).toBe(before.find(({ id }) => id === row.id)?.sha256);
  }
  const [of] = await rig.ctx.sql`select excerpt from cases where id = ${caseId}`;
  expect(of).toEqual({ excerpt: "" });
});

it("what was kept for a case is erased when it has been closed for long, and not before", async () => {
  const caseId = await reported("/photo4.jpg");
  await rig.ctx.db.transaction(async (tx) =>
    must(
      await closeCase(
        casesOf(rig.ctx, tx),
        statementsOn(tx),
        { accountId: mo.id, communities: null },
        {
          caseId,
          version: null,
          state: "dismissed",
        },
      ),
    ),
  );
  await eraseOldEvidence(rig.ctx);
  expect((await evidenceOf(moderationOf(rig.ctx), caseId)).every(({ content }) => content !== null)).toBe(
    true,
  );
  await rig.ctx.sql`update cases set closed_at = now() - interval '181 days' where id = ${caseId}`;
  await eraseOldEvidence(rig.ctx);
  expect((await evidenceOf(moderationOf(rig.ctx), caseId)).every(({ content }) => content === null)).toBe(
    true,
  );
});

it("what was kept for a case is there as long as somebody may appeal against what was decided in it, and waits for an answer", async () => {
  const { sql } = rig.ctx;
  const ida = await rig.person("ida");
  const postId = await rig.publish(ida, "a threat");
  const { caseId } = await reportPost(rig, postId);
  const api = "/api/folkmoot/v1";
  const removal = { subject: { kind: "post", id: postId }, kind: "remove", category: "violence" };
  const seen = await mo.get(`${api}/cases/${caseId}`);
  const taken = await mo.post(`${api}/actions`, {
    ...removal,
    case_id: caseId,
    case_version: seen.body.version,
  });
  expect(taken.status).toBe(201);
  await sql`update cases set state = 'decided', closed_at = now() - interval '181 days' where id = ${caseId}`;
  const isKept = async () => {
    await eraseOldEvidence(rig.ctx);
    return (await evidenceOf(moderationOf(rig.ctx), caseId)).every(({ content }) => content !== null);
  };
  expect(await isKept()).toBe(true);
  await ida.post(`${api}/decisions/${taken.body.id}/appeal`, { text: "It was none." });
  await sql`update statements set appeal_until = now() - interval '1 day' where action_id = ${taken.body.id}`;
  expect(await isKept()).toBe(true);
  await sql`update appeals set state = 'rejected', answered_at = now() where action_id = ${taken.body.id}`;
  expect(await isKept()).toBe(false);
});
