import { afterAll, beforeAll, expect, it } from "vitest";
import { endLongDormant } from "#server/relations/dormant.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let admin: Person;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  admin = await rig.person("ada", { role: "admin" });
});
afterAll(() => rig.close());

/** Somebody elsewhere whom Ana follows. */
async function followed(handle: string): Promise<string> {
  const id = await rig.remote(handle);
  await rig.ctx
    .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
    values (${ana.id}, ${id}, ${`${rig.origin}/follows/${id}`}, 'accepted', true, now(), now())`;
  return id;
}

it("follows wait as long as everything that keeps them aside has an end, and thirty days otherwise", async () => {
  const endsAt = new Date(rig.ctx.clock.now().getTime() + 90 * 86_400_000).toISOString();
  const act = async (kind: string, subject: object, ends_at?: string) => {
    const body = { subject, kind, category: "spam", ...(ends_at && { ends_at }) };
    expect((await admin.post("/api/folkmoot/v1/actions", body)).status).toBe(201);
  };
  const account = (id: string) => ({ kind: "account", id });
  const domain = (name: string) => ({ kind: "domain", name });
  const awhile = await followed("awhile@one.example");
  const forever = await followed("forever@one.example");
  const both = await followed("both@one.example");
  const shutOut = await followed("cat@deep.shut.example");
  const gone = await followed("dog@gone.example");
  await act("suspend", account(awhile), endsAt);
  await act("suspend", account(forever));
  await act("suspend", account(both), endsAt);
  await act("suspend", account(both));
  await act("defederate", domain("shut.example"), endsAt);
  await act("defederate", domain("gone.example"));
  await rig.node.settle();
  const aside = async () => {
    const rows = await rig.ctx.sql<{ id: string }[]>`select followee_id as id from dormant_follows`;
    return rows.map(({ id }) => id).sort();
  };
  expect(await aside()).toEqual([awhile, forever, both, shutOut, gone].sort());
  await rig.ctx.sql`update dormant_follows set since = now() - interval '31 days'`;
  await endLongDormant(rig.ctx);
  expect(await aside()).toEqual([awhile, shutOut].sort());
});
