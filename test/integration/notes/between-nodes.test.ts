import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { type ContextNote, writeContextNote } from "#protocol/moot/context-note.ts";
import { nodeSigner } from "#server/accounts/node-signer.ts";
import { signAsNode } from "#server/moot/sign.ts";
import { announceNotes } from "#server/notes/announce.ts";
import { createNoteIntake } from "#server/notes/peers/receive.ts";
import { settlePeerNotes } from "#server/notes/peers/settle.ts";
import { eventually } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "../api/rig.ts";
import { deskPages } from "../web/desk-pages.ts";
import { createNotesRig, type NotesRig } from "./rig.ts";

const base = "/api/folkmoot/v1";
/** Where notes are written, and where they are shown as well. */
let home: NotesRig;
let away: ApiRig;
let ana: Person;
let wendy: Person;
let admin: Person;
/** The node actor of `home`, as `away` knows it. */
let homeActor: { id: string; iri: Iri };

beforeAll(async () => {
  const env = { ALLOW_PRIVATE_ADDRESS: "true" };
  [home, away] = await Promise.all([createNotesRig(env), createApiRig(env)]);
  [ana, wendy] = [await home.old("ana"), await home.old("wendy")];
  admin = await away.person("ada", { role: "owner" });
  // The node that shows them follows the one that writes them.
  await Promise.all([nodeSigner(home.ctx), nodeSigner(away.ctx)]);
  homeActor = await introduce(home, away);
  const awayActor = await introduce(away, home);
  for (const [rig, follower, followee] of [
    [away, await ownActor(away), homeActor.id],
    [home, awayActor.id, await ownActor(home)],
  ] as const)
    await rig.ctx
      .sql`insert into follows (follower_id, followee_id, iri, state, created_at, follower_is_local)
      values (${follower}, ${followee}, ${`${away.origin}/f/1`}, 'accepted', now(), ${rig === away})`;
}, 120_000);
afterAll(() => Promise.all([home?.close(), away?.close()]));

async function ownActor({ ctx }: ApiRig): Promise<string> {
  const [row] = await ctx.sql<{ id: string }[]>`select id from accounts where iri = ${ctx.uris.nodeActor()}`;
  return row?.id ?? "";
}

/** Has one node know the other's actor, as if it had fetched it. */
async function introduce(whose: ApiRig, to: ApiRig): Promise<{ id: string; iri: Iri }> {
  const iri = whose.ctx.uris.nodeActor();
  const found = await to.ctx.resolve.account(iri);
  if (!found.ok) throw new Error(found.error.type);
  return { id: found.value.id, iri };
}

/** A post of `home` as `away` has it. */
async function carry(postId: string): Promise<string> {
  const { body } = await ana.get(`/api/v1/statuses/${postId}`);
  const found = await away.ctx.resolve.post(body.uri);
  if (!found.ok) throw new Error(found.error.type);
  return found.value.id;
}

const marksAway = async (id: string) => (await admin.get(`/api/v1/statuses/${id}`)).body.folkmoot;
const setPolicy = async (treatment: string | null, domain = new URL(home.origin).host) =>
  admin.put(`${base}/peer_note_policies/${domain}`, { treatment });

async function helpful(postId: string): Promise<string> {
  const id = await home.write(wendy, postId, "It was on another day.");
  await home.rateBySides(id, [1, 1]);
  for (const shares of [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ] as const)
    await home.rateBySides(await home.write(wendy, await home.publish(ana, "Another")), shares);
  await home.settle();
  return id;
}

async function received(iri: string): Promise<Json> {
  const { body } = await admin.get(`${base}/peer_notes`);
  return body.find(({ uri }: { uri: string }) => uri === iri);
}

it("shows a note of another node once its setting says so, and takes it back when that node does", async () => {
  const postId = await home.publish(ana, "A claim that is not so");
  const there = await carry(postId);
  const noteId = await helpful(postId);
  const iri = home.ctx.uris.contextNote(noteId);
  await announceNotes(home.ctx);
  await eventually(async () => expect(await received(iri)).toMatchObject({ state: "kept" }));
  expect(await marksAway(there)).toBeUndefined();

  expect((await setPolicy("show")).status).toBe(200);
  const peer = new URL(home.origin).host;
  expect((await marksAway(there)).context_notes).toEqual([
    expect.objectContaining({ text: "It was on another day.", url: iri, peer, language: "en" }),
  ]);
  const document = await fetch(iri, { headers: { accept: "application/activity+json" } });
  expect(await document.json()).toMatchObject({ type: ["Note", "ContextNote"], id: iri, status: "helpful" });
  expect((await fetch(iri, { headers: { accept: "text/html" } })).url).toBe(`${home.origin}/notes/${noteId}`);

  // Told once, however often the task runs.
  await announceNotes(home.ctx);
  const sent = await home.ctx
    .sql`select 1 from activities where convert_from(body, 'UTF8') like ${`%"id":"${iri}"%`}`;
  expect(sent).toHaveLength(1);

  await wendy.delete(`${base}/notes/${noteId}`);
  await announceNotes(home.ctx);
  await eventually(async () => expect(await marksAway(there)).toBeUndefined());
  const [kept] = await away.ctx.sql`select state, document from peer_notes where iri = ${iri}`;
  expect(kept).toMatchObject({ state: "withdrawn", document: { content: "", sources: [], author: null } });
}, 60_000);

it("shows a kept note when its post comes, and leaves the last word to moderators", async () => {
  await setPolicy("show");
  const postId = await home.publish(ana, "Another claim that is not so");
  const noteId = await helpful(postId);
  const iri = home.ctx.uris.contextNote(noteId);
  await announceNotes(home.ctx);
  await eventually(async () => expect(await received(iri)).toMatchObject({ state: "kept" }));
  const there = await carry(postId);
  await settlePeerNotes(away.ctx);
  expect((await marksAway(there)).context_notes).toHaveLength(1);

  const { id } = await received(iri);
  expect((await admin.post(`${base}/peer_notes/${id}/hide`)).body).toMatchObject({ state: "hidden" });
  await settlePeerNotes(away.ctx);
  expect(await marksAway(there)).toBeUndefined();
  await setPolicy("keep");
  expect((await admin.post(`${base}/peer_notes/${id}/show`)).body).toMatchObject({ state: "shown" });
  await settlePeerNotes(away.ctx);
  expect((await marksAway(there)).context_notes).toHaveLength(1);
}, 60_000);

it("is looked at and decided at the desk, in its moderators' language", async () => {
  const pages = deskPages(away);
  await away.ctx.sql`delete from peer_note_policies`;
  const [kept] = await away.ctx.sql<
    { id: string }[]
  >`select id from peer_notes where state = 'shown' limit 1`;
  const page = await pages.open(admin, "/desk/notes?lang=en");
  expect(page.html).toContain("Notes from other nodes");
  expect(page.html).toContain("It was on another day.");
  expect((await pages.open(admin, "/desk/notes?lang=ar")).html).toContain("ملاحظات عُقد أخرى");
  const hidden = await pages.send(admin, `/desk/notes/${kept?.id}`, { deed: "hide" });
  expect(hidden).toMatchObject({ status: 303, to: "/desk/notes?said=done" });
  expect((await pages.open(admin, "/desk/notes?lang=en")).html).toContain("Hidden by a moderator");
  expect(await pages.send(admin, "/desk/notes/policies", { peer: "a b", treatment: "show" })).toMatchObject({
    status: 422,
  });
  await pages.send(admin, "/desk/notes/policies", { peer: "*", treatment: "ignore" });
  expect((await pages.open(admin, "/desk/notes?lang=en")).html).toContain("all others</bdi>: not taken");
  const mia = await away.person("mia", { role: "moderator" });
  expect((await pages.send(mia, "/desk/notes/policies", { peer: "*", treatment: "show" })).status).toBe(403);
  expect((await pages.open(await away.person("max"), "/desk/notes")).status).toBe(403);
  await pages.send(admin, "/desk/notes/policies", { peer: "*", treatment: "" });
});

it("takes no note from whom it does not follow, of another's, with a wrong proof, an old one, or for another post", async () => {
  await setPolicy("keep");
  const { contextNote } = createNoteIntake(away.ctx);
  const note: ContextNote = {
    id: home.ctx.uris.contextNote(randomUUID()),
    attributedTo: homeActor.iri,
    published: "2026-11-01T08:00:00Z",
    updated: "2026-11-02T08:00:00Z",
    about: `${home.origin}/posts/1` as Iri,
    status: "helpful",
    content: "First",
    sources: [],
    whyNoSource: "The post shows it.",
    language: null,
    author: null,
    ratings: 9,
  };
  const signed = (more: Partial<ContextNote> = {}, by = home.ctx) =>
    signAsNode(by, writeContextNote({ ...note, ...more }));
  const by = async (actor: string) => {
    const [row] = await away.ctx.sql`select * from accounts where iri = ${actor}`;
    return { id: row?.id, iri: actor } as Parameters<typeof contextNote>[0]["by"];
  };
  const home_ = await by(homeActor.iri);
  const give = (document: Record<string, unknown>, from = home_) => contextNote({ document, by: from });
  const refused = (reason: string) => ({ outcome: "ignored", reason });
  const stranger = await away.remote("zoe@there.example");
  const [zoe] = await away.ctx.sql`select iri from accounts where id = ${stranger}`;
  expect(await give(await signed(), await by(zoe?.iri))).toEqual(refused("context-note/unsolicited"));
  expect(await give(writeContextNote(note))).toEqual(refused("context-note/unknown-key"));
  expect(await give(await signed({}, away.ctx))).toEqual(refused("context-note/unknown-key"));
  expect(await give({ ...(await signed()), content: "Forged" })).toEqual(
    refused("context-note/bad-signature"),
  );
  expect(await give({ ...(await signed()), raters: [] })).toEqual(refused("context-note/malformed"));
  expect(await give({ ...(await signed()), padding: "x".repeat(40_000) })).toEqual(
    refused("context-note/too-large"),
  );
  const other = `${home.origin}/users/other` as Iri;
  expect(await give(await signed({ attributedTo: other }))).toEqual(refused("context-note/not-theirs"));
  expect(await give(await signed({ updated: "2036-01-01T00:00:00Z" }))).toEqual(
    refused("context-note/clock"),
  );

  expect(await give(await signed())).toEqual({ outcome: "accepted" });
  await give(await signed({ updated: "2026-11-04T08:00:00Z", content: "Third" }));
  await give(await signed({ updated: "2026-11-03T08:00:00Z", content: "Second" }));
  await give(await signed({ updated: "2026-11-05T08:00:00Z", about: `${home.origin}/posts/2` as Iri }));
  expect(await received(note.id)).toMatchObject({ text: "Third", status_uri: note.about });
  await setPolicy("ignore");
  expect(await give(await signed({ updated: "2026-11-06T08:00:00Z" }))).toEqual(
    refused("context-note/not-wanted"),
  );
  expect((await setPolicy("show", "no domain")).status).toBe(422);
});
