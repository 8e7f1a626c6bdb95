import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person } from "../api/rig.ts";
import { createNotesRig, type NotesRig } from "./rig.ts";

const base = "/api/folkmoot/v1";
let rig: NotesRig;
let ana: Person;
let wendy: Person;
beforeAll(async () => {
  rig = await createNotesRig();
  ana = await rig.old("ana");
  wendy = await rig.old("wendy");
}, 120_000);
afterAll(() => rig.close());

const stateOf = async (id: string) => (await wendy.get(`${base}/notes/${id}`)).body.state;
const marksOf = async (postId: string) => (await ana.get(`/api/v1/statuses/${postId}`)).body.folkmoot;

it("shows of six notes only the one that both sides find helpful, and takes it back when one side thinks otherwise", async () => {
  const sides = {
    consensus: [1, 1],
    "for the left": [1, 0],
    "for the right": [0, 1],
    "for nobody": [0, 0],
    "rather for the left": [0.9, 0.3],
    "half of each": [0.5, 0.5],
  } as const;
  const notes: Record<string, { id: string; postId: string }> = {};
  for (const [name, shares] of Object.entries(sides)) {
    const postId = await rig.publish(ana, `A claim: ${name}`);
    const id = await rig.write(wendy, postId, `About the claim: ${name}.`);
    notes[name] = { id, postId };
    await rig.rateBySides(id, shares);
  }
  const run = await rig.settle();
  expect(run).toMatchObject({ notes: 6, raters: 20, ratings: 120 });
  const states = await Promise.all(
    Object.entries(notes).map(async ([name, { id }]) => [name, await stateOf(id)] as const),
  );
  expect(states.filter(([, state]) => state === "helpful").map(([name]) => name)).toEqual(["consensus"]);

  const { id = "", postId = "" } = notes.consensus ?? {};
  expect(await marksOf(postId)).toEqual({
    labels: [],
    context_notes: [
      {
        id,
        url: rig.ctx.uris.contextNote(id),
        text: "About the claim: consensus.",
        peer: null,
        language: "en",
        sources: ["https://archive.example/a"],
        created_at: expect.any(String),
        is_about_earlier_version: false,
      },
    ],
  });
  expect(await marksOf(notes["for the left"]?.postId ?? "")).toBeUndefined();
  const [told] = await rig.ctx.sql<{ body: string }[]>`
    select convert_from(entry, 'UTF8') as body from ledger_pending where ledger = 'public' and kind = 'note.moved'
    union all select convert_from(entry, 'UTF8') from ledger_entries where ledger = 'public' and kind = 'note.moved'`;
  expect(JSON.parse(told?.body ?? "{}").body).toEqual({
    note: id,
    before: "needs-more",
    state: "helpful",
    ratings: 20,
    subject: expect.stringMatching(/^[0-9a-f]{64}$/),
  });

  // Nothing has changed: the model does not run.
  expect(await rig.settle()).toBeNull();

  await rig.rateBySides(id, [1, 0]);
  await rig.settle();
  expect(await stateOf(id)).toBe("needs-more");
  expect(await marksOf(postId)).toBeUndefined();
  await rig.rateBySides(id, [1, 1]);
  await rig.settle();
  expect(await stateOf(id)).toBe("helpful");
  expect((await marksOf(postId)).context_notes).toHaveLength(1);
}, 120_000);

async function helpful(name: string): Promise<{ id: string; postId: string }> {
  const postId = await rig.publish(ana, `Another claim: ${name}`);
  const id = await rig.write(wendy, postId, `What is known of it: ${name}.`);
  await rig.rateBySides(id, [1, 1]);
  await rig.settle();
  expect(await stateOf(id)).toBe("helpful");
  return { id, postId };
}

it("keeps what a note is after two weeks, until its post is edited", async () => {
  const { id, postId } = await helpful("locked");
  await rig.ctx.sql`update context_notes set opened_at = opened_at - interval '15 days' where id = ${id}`;
  await rig.settle();
  expect((await wendy.get(`${base}/notes/${id}`)).body.locked_at).not.toBeNull();
  await rig.rateBySides(id, [1, 0]);
  await rig.settle();
  expect(await stateOf(id)).toBe("helpful");

  expect((await ana.put(`/api/v1/statuses/${postId}`, { status: "The claim, put right" })).status).toBe(200);
  expect((await marksOf(postId)).context_notes[0].is_about_earlier_version).toBe(true);
  await rig.rateBySides(id, [0, 0]);
  await rig.settle();
  expect(await stateOf(id)).not.toBe("helpful");
  expect(await marksOf(postId)).toBeUndefined();
}, 60_000);

it("does not show again what a moderator has taken from a post", async () => {
  const { id, postId } = await helpful("overruled");
  const moderator = await rig.person("mia", { role: "moderator" });
  const { body } = await moderator.get(`${base}/actions?in_force=true`);
  const [action] = body.filter(({ cause }: { cause: string }) => cause === `note:${id}`);
  expect((await moderator.post(`${base}/actions/${action.id}/undo`, { reason: "libel" })).status).toBe(200);
  expect(await marksOf(postId)).toBeUndefined();
  await rig.rateBySides(id, [0, 0]);
  await rig.settle();
  await rig.rateBySides(id, [1, 1]);
  await rig.settle();
  expect(await stateOf(id)).toBe("helpful");
  expect(await marksOf(postId)).toBeUndefined();
}, 60_000);

it("takes a note with a source or the reason why there is none, one a person and post, on what everybody may read", async () => {
  const postId = await rig.publish(ana, "It has rained");
  const at = `${base}/statuses/${postId}/notes`;
  expect((await wendy.post(at, { text: "It has not." })).body.error).toContain("Sources");
  expect((await wendy.post(at, { text: "No.", sources: ["javascript:alert(1)"] })).status).toBe(422);
  expect((await wendy.post(at, { text: "x".repeat(1_001), why_no_source: "x" })).status).toBe(422);
  const { body } = await wendy.post(at, { text: "It has not.", why_no_source: "The post says so itself." });
  expect(body).toMatchObject({ state: "needs-more", is_own: true, ratings: null, sources: [] });
  expect(body.author).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ \d+$/);
  expect((await wendy.post(at, { text: "Again.", why_no_source: "x" })).status).toBe(409);
  // Its author may write one as well.
  expect((await ana.post(at, { text: "Here it has.", why_no_source: "I saw it." })).status).toBe(201);

  expect((await rig.request("GET", at)).body).toEqual([]);
  expect((await ana.get(at)).body).toHaveLength(2);
  expect((await rig.request("GET", `${base}/notes/${body.id}`)).status).toBe(404);
  const closed = await ana.post("/api/v1/statuses", { status: "Between us", visibility: "private" });
  const refused = await ana.post(`${base}/statuses/${closed.body.id}/notes`, {
    text: "x",
    why_no_source: "x",
  });
  expect(refused.status).toBe(422);
  const hidden = await wendy.post(`${base}/statuses/${closed.body.id}/notes`, {
    text: "x",
    why_no_source: "x",
  });
  expect(hidden.status).toBe(404);
});

it("lets nobody rate their own, nor who is new or limited, and each person once, as they think now", async () => {
  const postId = await rig.publish(ana, "It has snowed");
  const id = await rig.write(wendy, postId);
  const at = `${base}/notes/${id}/rating`;
  expect((await wendy.post(at, { rating: "helpful" })).status).toBe(403);
  const nina = await rig.person("nina");
  expect((await nina.post(at, { rating: "helpful" })).body.error).toContain("too new");
  expect((await nina.get(`${base}/notes`)).status).toBe(403);
  const lily = await rig.old("lily");
  await rig.ctx.sql`update accounts set limited = true where id = ${lily.id}`;
  expect((await lily.post(at, { rating: "helpful" })).status).toBe(403);
  await rig.ctx
    .sql`insert into trustees (account_id, state, community, languages, invited_at, term_months, updated_at)
    values (${nina.id}, 'active', 'localhost', '{en}', now(), 12, now())`;
  expect((await nina.post(at, { rating: "helpful", reasons: ["clear"] })).body.own_rating).toEqual({
    rating: "helpful",
    reasons: ["clear"],
  });
  expect((await nina.post(at, { rating: "helpful", reasons: ["incorrect"] })).status).toBe(422);
  expect((await ana.post(at, { rating: "helpful" })).status).toBe(200);
  await ana.post(at, { rating: "somewhat" });
  const counts = () => rig.ctx.sql`select helpful, somewhat, not_helpful from context_notes where id = ${id}`;
  expect(await counts()).toEqual([{ helpful: 1, somewhat: 1, not_helpful: 0 }]);
  expect((await ana.get(`${base}/notes`)).body.notes.map((note: { id: string }) => note.id)).not.toContain(
    id,
  );
  await ana.delete(at);
  expect(await counts()).toEqual([{ helpful: 1, somewhat: 0, not_helpful: 0 }]);
  expect((await ana.get(`${base}/notes`)).body.notes.map((note: { id: string }) => note.id)).toContain(id);
  expect((await ana.delete(`${base}/notes/${id}`)).status).toBe(404);
  expect((await wendy.delete(`${base}/notes/${id}`)).status).toBe(200);
  expect((await ana.get(`${base}/notes/${id}`)).status).toBe(404);
});
