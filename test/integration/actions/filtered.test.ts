import { afterAll, beforeAll, expect, it } from "vitest";
import { act } from "#server/actions/act.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
});
afterAll(() => rig.close());

it("what a rule did to a post stays when moderators act on it and take that back", async () => {
  const { ctx } = rig;
  const ada = await rig.person("ada", { role: "owner" });
  const far = await rig.remote("fay@far.example");
  const id = ctx.ids.next();
  await ctx.sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, original_visibility,
      sensitive, original_sensitive, url, conversation_id, published_at, received_at)
    values (${id}, 'https://far.example/1', ${far}, false, 'note', 'Note', '<p>Hello</p>', 'unlisted', 'public',
      true, false, '', ${id}, now(), now())`;
  await ctx.sql`insert into post_filters (post_id, filters) values (${id}, '{auto-unlisted,auto-sensitive}')`;
  const subject = await findSubject(ctx, { kind: "post", id });
  if (subject === null) throw new Error("no subject");
  const by = { accountId: ada.id, role: "owner" as const };
  const { actionId } = must(await act(ctx, by, { subject, kind: "remove", reasons: { category: "spam" } }));
  must(await undo(ctx, by, { actionId, reason: "" }));
  const [post] =
    await ctx.sql`select visibility, original_visibility, sensitive, original_sensitive from posts where id = ${id}`;
  expect(post).toEqual({
    visibility: "unlisted",
    original_visibility: "public",
    sensitive: true,
    original_sensitive: false,
  });
});
