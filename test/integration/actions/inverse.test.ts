import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ActionKind, ActionParams } from "#moderation/actions/kind.ts";
import { type ActInput, act } from "#server/actions/act.ts";
import { endActions } from "#server/actions/end.ts";
import { findSubject, type SubjectName } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import type { Moderator } from "#server/admin/may-act.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { dump } from "./rig.ts";

let rig: ApiRig;
let admin: Moderator;
let ana: Person;
let ben: Person;
let far: string;
let parentId: string;
let ownId: string;
let farPostId: string;

beforeAll(async () => {
  rig = await createApiRig();
  const ada = await rig.person("ada", { role: "owner" });
  admin = { accountId: ada.id, role: "owner" };
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  far = await rig.remote("fay@far.example");
  await rig.follow(ben, ana);
  parentId = await rig.publish(ben, "Who likes #tea?");
  const { body } = await ana.post("/api/v1/statuses", {
    status: "@ben I do, #tea and #cake",
    in_reply_to_id: parentId,
  });
  ownId = body.id;
  await ben.post(`/api/v1/statuses/${ownId}/favourite`);
  await ben.post(`/api/v1/statuses/${ownId}/reblog`);
  await ben.post(`/api/v1/statuses/${ownId}/bookmark`);
  await ana.post(`/api/v1/statuses/${ownId}/pin`);
  await ben.post("/api/v1/statuses", { status: "@ana more tea?", in_reply_to_id: ownId });
  await ana.post("/api/v1/statuses", { status: "@ben only for you", visibility: "direct" });
  const { sql, ids, clock } = rig.ctx;
  farPostId = ids.next();
  await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, published_at, received_at)
    values (${farPostId}, 'https://far.example/posts/1', ${far}, false, 'note', 'Note', '<p>Hello</p>', 'public',
      'https://far.example/posts/1', ${farPostId}, ${clock.now()}, ${clock.now()})`;
  await sql`update accounts set posts_count = 1 where id = ${far}`;
  await sql`insert into follows (follower_id, followee_id, iri, state, created_at, follower_is_local)
    values (${ben.id}, ${far}, 'https://node.example/f/1', 'accepted', ${clock.now()}, true)`;
  await sql`insert into hashtags (name, id, display_name, created_at, last_used_at) values ('tea', ${ids.next()}, 'tea', ${clock.now()}, ${clock.now()})
    on conflict do nothing`;
  await rig.node.settle();
  // The message that tells of a reversal is news, and nothing that was there before.
  const { chores } = rig.ctx;
  const add = chores.add.bind(chores);
  vi.spyOn(chores, "add").mockImplementation(async (chore) => {
    if (chore.kind !== "tell-undone") await add(chore);
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  return rig.close();
});

interface Case {
  what: string;
  subject: () => SubjectName;
  kind: ActionKind;
  params?: ActionParams;
}

const ofPost = () => ({ kind: "post", id: ownId }) as const;
const ofFarPost = () => ({ kind: "post", id: farPostId }) as const;
const ofAna = () => ({ kind: "account", id: ana.id }) as const;
const ofFar = () => ({ kind: "account", id: far }) as const;
const ofDomain = () => ({ kind: "domain", name: "far.example" }) as const;

const post: Case[] = [
  { what: "a post that is removed", subject: ofPost, kind: "remove" },
  { what: "a post that is held", subject: ofPost, kind: "hold" },
  { what: "a post that is marked as sensitive", subject: ofPost, kind: "sensitive" },
  {
    what: "a post that is unlisted",
    subject: ofPost,
    kind: "filter",
    params: { filters: ["auto-unlisted"] },
  },
  { what: "a post that is labelled", subject: ofPost, kind: "label", params: { label: "disputed" } },
  { what: "a post with a note", subject: ofPost, kind: "note", params: { note: "Tea is a plant." } },
  { what: "a post whose author is warned", subject: ofPost, kind: "warn" },
  { what: "a post that is left as it is", subject: ofPost, kind: "none" },
];
const account: Case[] = [
  { what: "an account that is limited", subject: ofAna, kind: "limit" },
  { what: "an account that is marked as sensitive", subject: ofAna, kind: "sensitive" },
  { what: "an account that is held", subject: ofAna, kind: "hold" },
  { what: "an account that is frozen", subject: ofAna, kind: "freeze" },
  { what: "an account that is suspended", subject: ofAna, kind: "suspend" },
  {
    what: "an account that is filtered",
    subject: ofAna,
    kind: "filter",
    params: { filters: ["auto-cw", "reject-media"] },
  },
  { what: "an account that is labelled", subject: ofAna, kind: "label", params: { label: "bot" } },
  { what: "an account that is warned", subject: ofAna, kind: "warn" },
];
const others: Case[] = [
  { what: "somebody else's post that is removed", subject: ofFarPost, kind: "remove" },
  { what: "an account elsewhere that is suspended", subject: ofFar, kind: "suspend" },
  { what: "an account elsewhere that is limited", subject: ofFar, kind: "limit" },
  { what: "a domain that is limited", subject: ofDomain, kind: "limit" },
  {
    what: "a domain that is filtered",
    subject: ofDomain,
    kind: "filter",
    params: { filters: ["reject-media"] },
  },
  { what: "a domain that is defederated", subject: ofDomain, kind: "defederate" },
  { what: "a hashtag that is limited", subject: () => ({ kind: "hashtag", name: "tea" }), kind: "limit" },
];

async function take(each: Case, more: Partial<ActInput> = {}): Promise<string> {
  const subject = await findSubject(rig.ctx, each.subject());
  if (subject === null) throw new Error("no such subject");
  const done = await act(rig.ctx, admin, {
    subject,
    kind: each.kind,
    params: each.params ?? {},
    reasons: { category: "spam", text: "No more of this, please." },
    ...more,
  });
  return must(done).actionId;
}

const takeBack = async (actionId: string) =>
  must(await undo(rig.ctx, admin, { actionId, reason: "a mistake" }));
const settled = async () => {
  await rig.node.settle();
  return dump(rig.ctx);
};

describe("what is undone leaves everything as it was", () => {
  it.each([...post, ...account, ...others])("$what", async (each) => {
    const before = await settled();
    const id = await take(each);
    const between = await settled();
    if (each.kind !== "warn" && each.kind !== "none") expect(between).not.toEqual(before);
    await takeBack(id);
    expect(await settled()).toEqual(before);
  });
});

describe("two actions on one subject", () => {
  const domain = others.filter(({ subject }) => subject === ofDomain);
  const pairs = [post, account, domain].flatMap((kinds) =>
    kinds.flatMap((a, at) => kinds.slice(at, at + 3).map((b) => ({ a, b, is: `${a.kind} and ${b.kind}` }))),
  );

  it.each(pairs)("$is, undone in either order, leave everything as it was", async ({ a, b }) => {
    const before = await settled();
    const first = await take(a);
    const withFirst = await settled();
    await takeBack(await take(b));
    expect(await settled()).toEqual(withFirst);
    const last = await take(b);
    await takeBack(first);
    await takeBack(last);
    expect(await settled()).toEqual(before);
  });
});

describe("many actions on one subject", () => {
  const domain = others.filter(({ subject }) => subject === ofDomain);

  it.each([
    { of: "a post", kinds: post },
    { of: "an account", kinds: account },
    { of: "a domain", kinds: domain },
  ])("of $of, taken and undone in any order, leave everything as it was", async ({ kinds }) => {
    const before = await settled();
    // Each step takes another action, or takes one of those in force back.
    const step = fc.record({ kind: fc.nat(kinds.length - 1), isUndo: fc.boolean(), which: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), fc.nat(), async (steps, last) => {
        const inForce: string[] = [];
        const takeOneBack = async (which: number) => {
          const [id] = inForce.splice(which % inForce.length, 1);
          if (id !== undefined) await takeBack(id);
        };
        for (const { kind, isUndo, which } of steps) {
          const each = kinds[kind];
          if (isUndo && inForce.length > 0) await takeOneBack(which);
          else if (each !== undefined) inForce.push(await take(each));
        }
        while (inForce.length > 0) await takeOneBack(last);
        expect(await settled()).toEqual(before);
      }),
      { numRuns: 6 },
    );
  });
});

describe("an action for a time", () => {
  it("ends by itself, and what others ask for stays", async () => {
    const before = await settled();
    const soon = new Date(rig.ctx.clock.now().getTime() + 60_000);
    const short = await take({ what: "", subject: ofAna, kind: "limit" }, { endsAt: soon });
    const long = await take({ what: "", subject: ofAna, kind: "limit" });
    await rig.ctx.sql`update actions set ends_at = ${new Date(0)} where id = ${short}`;
    expect(await endActions(rig.ctx)).toBe(1);
    expect(await rig.ctx.sql`select limited from accounts where id = ${ana.id}`).toMatchObject([
      { limited: true },
    ]);
    await takeBack(long);
    expect(await settled()).toEqual(before);
  });
});
