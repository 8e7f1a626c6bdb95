import { afterAll, beforeAll, expect, it } from "vitest";
import { deleteAccount } from "#server/accounts/delete.ts";
import { eraseAbout } from "#server/ledger/erase.ts";
import type { Person } from "../api/rig.ts";
import { createNotesRig, type NotesRig } from "./rig.ts";

const base = "/api/folkmoot/v1";
let rig: NotesRig;
let ana: Person;
beforeAll(async () => {
  rig = await createNotesRig();
  ana = await rig.old("ana");
}, 120_000);
afterAll(() => rig.close());

async function helpful(by: Person): Promise<{ id: string; postId: string }> {
  const postId = await rig.publish(ana, "A claim");
  const id = await rig.write(by, postId);
  await rig.rateBySides(id, [1, 1]);
  // What the two sides think of other things says that they are two.
  for (const shares of [
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ] as const)
    await rig.rateBySides(await rig.write(by, await rig.publish(ana, "Another")), shares);
  await rig.settle();
  return { id, postId };
}
const marksOf = async (postId: string) => (await ana.get(`/api/v1/statuses/${postId}`)).body.folkmoot;
const count = async () => {
  const [row] = await rig.ctx.sql`select (select count(*)::int from context_notes) as notes,
    (select count(*)::int from context_note_ratings) as ratings`;
  return row as { notes: number; ratings: number };
};

it("leaves nothing of the notes and ratings of somebody who deletes their account", async () => {
  const wendy = await rig.old("wendy");
  const { id, postId } = await helpful(wendy);
  expect((await marksOf(postId)).context_notes).toHaveLength(1);
  expect((await deleteAccount(rig.ctx, wendy.id)).ok).toBe(true);
  expect(await marksOf(postId)).toBeUndefined();
  expect((await ana.get(`${base}/notes/${id}`)).status).toBe(404);
  expect(await count()).toEqual({ notes: 0, ratings: 0 });

  const vera = await rig.old("vera");
  const next = await helpful(vera);
  const [gone] = rig.left;
  if (gone === undefined) throw new Error("nobody is on the left");
  await deleteAccount(rig.ctx, gone.id);
  expect(await count()).toEqual({ notes: 5, ratings: 95 });
  expect(await rig.settle()).toMatchObject({ raters: 19, ratings: 95 });
  const { body } = await ana.get(`${base}/notes/${next.id}`);
  expect(body).toMatchObject({ state: "helpful", ratings: { helpful: 19, not_helpful: 0 } });
  const people = await rig.ctx
    .sql`select 1 from context_note_people where account_id in ${rig.ctx.sql([wendy.id, gone.id])}`;
  expect(people).toHaveLength(0);
}, 120_000);

it("erases notes about a post on a legal request, and with a post that is deleted", async () => {
  const postId = await rig.publish(ana, "Of somebody");
  const zoe = await rig.old("zoe");
  const id = await rig.write(zoe, postId);
  const { body } = await ana.get(`/api/v1/statuses/${postId}`);
  await eraseAbout(rig.ctx, body.uri, { reason: "court order", by: null });
  expect((await ana.get(`${base}/notes/${id}`)).status).toBe(404);

  const second = await rig.write(zoe, postId);
  await ana.delete(`/api/v1/statuses/${postId}`);
  expect(await rig.ctx.sql`select 1 from context_notes where id = ${second}`).toHaveLength(0);
});
