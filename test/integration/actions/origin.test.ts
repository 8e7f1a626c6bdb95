import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { act } from "#server/actions/act.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import { countStrikes } from "#server/desk/case-views.ts";
import { readAuthors } from "#server/policy/store/facts.ts";
import { receiveDeletion, receiveRestoration } from "#server/posts/receive-deletion.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let author: KnownAccount;
let group: KnownAccount;

beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  author = await known("fay@far.example");
  group = await known("tea@club.example");
  await rig.ctx.sql`update accounts set kind = 'group' where id = ${group.id}`;
});
afterAll(() => rig.close());

async function known(handle: string): Promise<KnownAccount> {
  const id = await rig.remote(handle);
  const [row] = await rig.ctx.sql<{ iri: Iri }[]>`select iri from accounts where id = ${id}`;
  return { id, iri: row?.iri } as KnownAccount;
}

/** A post in the group, of somebody there or here. */
async function posted(accountId: string, isLocal: boolean): Promise<Iri> {
  const { sql, ids } = rig.ctx;
  const id = ids.next();
  const iri = `${isLocal ? rig.origin : "https://far.example"}/posts/${id}` as Iri;
  await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, community_iri,
      conversation_id, published_at, received_at)
    values (${id}, ${iri}, ${accountId}, ${isLocal}, 'note', 'Note', '<p>Tea</p>', 'public', ${iri}, ${group.iri},
      ${id}, now(), now())`;
  return iri;
}

async function isThere(iri: Iri): Promise<boolean> {
  const [row] = await rig.ctx.sql<{ html: string; there: boolean }[]>`
    select html, deleted_at is null as there from posts where iri = ${iri}`;
  expect(row?.html).toBe("<p>Tea</p>");
  return row?.there ?? false;
}

it("what a community removed comes back when the community says so, and not when the author does", async () => {
  const iri = await posted(author.id, false);
  await receiveDeletion(rig.ctx, iri, group, "off topic");
  expect(await isThere(iri)).toBe(false);
  expect(await receiveRestoration(rig.ctx, iri, author)).toMatchObject({ outcome: "ignored" });
  expect(await isThere(iri)).toBe(false);
  expect(await receiveRestoration(rig.ctx, iri, group)).toMatchObject({ outcome: "accepted" });
  expect(await isThere(iri)).toBe(true);
});

it("what both removed is there again when both have taken it back", async () => {
  const iri = await posted(author.id, false);
  await receiveDeletion(rig.ctx, iri, group, "off topic");
  await receiveDeletion(rig.ctx, iri, author, "a rule of the server");
  await receiveRestoration(rig.ctx, iri, author);
  expect(await isThere(iri)).toBe(false);
  await receiveRestoration(rig.ctx, iri, group);
  expect(await isThere(iri)).toBe(true);
});

it("a post of this node that a community removed is hidden here, its author is told why, and no other server is", async () => {
  const iri = await posted(ana.id, true);
  await receiveDeletion(rig.ctx, iri, group, "off topic");
  expect(await isThere(iri)).toBe(false);
  const { body } = await ana.get("/api/v1/notifications?types[]=moderation_warning");
  expect(body[0].moderation_warning.text).toBe("off topic");
  // Not this node's moderators have decided it.
  const [known] = await readAuthors(rig.ctx.sql, [ana.id]);
  expect([await countStrikes(rig.ctx, ana.id), known?.strikes]).toEqual([0, 0]);
  expect(
    await rig.ctx.sql`select from outbox_events where kind in ('post.removed', 'post.deleted')`,
  ).toHaveLength(0);
  await receiveRestoration(rig.ctx, iri, group);
  expect(await isThere(iri)).toBe(true);
});

it("what a community removes without a reason is hidden as well: only its author erases a post", async () => {
  const iri = await posted(ana.id, true);
  await receiveDeletion(rig.ctx, iri, group, null);
  expect(await isThere(iri)).toBe(false);
  await receiveRestoration(rig.ctx, iri, group);
  expect(await isThere(iri)).toBe(true);
});

it("what moderators here remove from a community here is told by that community, and so is its return", async () => {
  const { sql, ids } = rig.ctx;
  const iri = await posted(author.id, false);
  const club = (await rig.person("club")).id;
  await sql`update accounts set kind = 'group' where id = ${club}`;
  await sql`insert into boosts (id, iri, account_id, post_id, visibility, created_at)
    select ${ids.next()}, ${`${rig.origin}/activities/${ids.next()}`}, ${club}, id, 'public', now()
    from posts where iri = ${iri}`;
  await sql`insert into follows (follower_id, followee_id, iri, state, created_at, follower_is_local)
    values (${author.id}, ${club}, 'https://far.example/f/club', 'accepted', now(), false)`;
  const { id: owner } = await rig.person("ada", { role: "owner" });
  const admin = { accountId: owner, role: "owner" } as const;
  const [post] = await sql<{ id: string }[]>`select id from posts where iri = ${iri}`;
  const subject = await findSubject(rig.ctx, { kind: "post", id: post?.id ?? "" });
  if (subject === null) throw new Error("no such post");
  const reasons = { category: "spam", text: "Not about tea." } as const;
  const { actionId } = must(await act(rig.ctx, admin, { subject, kind: "remove", params: {}, reasons }));
  must(await undo(rig.ctx, admin, { actionId, reason: "a mistake" }));
  const events = await sql<{ kind: string; payload: unknown }[]>`
    select kind, payload from outbox_events where kind in ('post.removed', 'post.restored') order by id`;
  expect(events.map(({ kind }) => kind)).toEqual(["post.removed", "post.restored"]);
});
