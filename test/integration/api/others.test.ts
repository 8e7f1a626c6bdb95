import { afterAll, beforeAll, expect, it } from "vitest";
import type { EndpointName } from "#server/api/access.ts";
import { eventually } from "#test/e2e/people.ts";
import { photograph, upload } from "#test/support/pictures.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ben: Person;
/** Ids of what is ana's alone. */
const own: Record<string, string> = {};

/** What belongs to somebody: another account's is as good as not there. */
type Owned =
  | "private post"
  | "private poll"
  | "public post"
  | "list"
  | "filter"
  | "filter keyword"
  | "filter status"
  | "scheduled post"
  | "medium"
  | "notification"
  | "notification group"
  | "notification request"
  | "conversation"
  | "featured hashtag";

type WithParameter = Extract<EndpointName, `${string}:${string}`>;

/** What each endpoint's path names; null where it is nobody's in particular. The compiler misses no endpoint. */
const named: Record<WithParameter, Owned | null> = {
  ...from(
    "private post",
    "GET /api/folkmoot/v1/statuses/:id/notes",
    "GET /api/v1/statuses/:id",
    "GET /api/v1/statuses/:id/context",
    "GET /api/v1/statuses/:id/history",
    "GET /api/v1/statuses/:id/source",
    "GET /api/v1/statuses/:id/card",
    "GET /api/v1/statuses/:id/reblogged_by",
    "GET /api/v1/statuses/:id/favourited_by",
    "GET /api/v1/statuses/:id/quotes",
    "POST /api/v1/statuses/:id/quotes/:quote/revoke",
    "POST /api/v1/statuses/:id/translate",
    "POST /api/v1/statuses/:id/favourite",
    "POST /api/v1/statuses/:id/reblog",
    "POST /api/v1/statuses/:id/bookmark",
    "POST /api/v1/statuses/:id/unfavourite",
    "POST /api/v1/statuses/:id/unreblog",
    "POST /api/v1/statuses/:id/unbookmark",
    "POST /api/v1/statuses/:id/mute",
    "POST /api/v1/statuses/:id/unmute",
    "POST /api/v1/statuses/:id/pin",
    "POST /api/v1/statuses/:id/unpin",
    "POST /api/v1/statuses/:id/react/:emoji",
    "POST /api/v1/statuses/:id/unreact/:emoji",
    "GET /api/v1/pleroma/statuses/:id/reactions",
    "GET /api/v1/pleroma/statuses/:id/reactions/:emoji",
    "PUT /api/v1/pleroma/statuses/:id/reactions/:emoji",
    "DELETE /api/v1/pleroma/statuses/:id/reactions/:emoji",
  ),
  ...from(
    "public post",
    "PUT /api/v1/statuses/:id",
    "DELETE /api/v1/statuses/:id",
    "PUT /api/v1/statuses/:id/interaction_policy",
  ),
  ...from("private poll", "GET /api/v1/polls/:id", "POST /api/v1/polls/:id/votes"),
  ...from(
    "scheduled post",
    "GET /api/v1/scheduled_statuses/:id",
    "PUT /api/v1/scheduled_statuses/:id",
    "DELETE /api/v1/scheduled_statuses/:id",
  ),
  ...from(
    "medium",
    "GET /api/v1/media/:id",
    "PUT /api/v1/media/:id",
    "DELETE /api/v1/media/:id",
    "PUT /api/v1/media/:id/captions/:language",
    "DELETE /api/v1/media/:id/captions/:language",
  ),
  ...from(
    "list",
    "GET /api/v1/timelines/list/:id",
    "GET /api/v1/lists/:id",
    "PUT /api/v1/lists/:id",
    "DELETE /api/v1/lists/:id",
    "GET /api/v1/lists/:id/accounts",
    "POST /api/v1/lists/:id/accounts",
    "DELETE /api/v1/lists/:id/accounts",
  ),
  ...from(
    "conversation",
    "DELETE /api/v1/conversations/:id",
    "POST /api/v1/conversations/:id/read",
    "POST /api/v1/conversations/:id/unread",
  ),
  ...from(
    "filter",
    "GET /api/v2/filters/:id",
    "PUT /api/v2/filters/:id",
    "DELETE /api/v2/filters/:id",
    "GET /api/v2/filters/:id/keywords",
    "POST /api/v2/filters/:id/keywords",
    "GET /api/v2/filters/:id/statuses",
    "POST /api/v2/filters/:id/statuses",
  ),
  ...from(
    "filter keyword",
    "GET /api/v1/filters/:id",
    "PUT /api/v1/filters/:id",
    "DELETE /api/v1/filters/:id",
    "GET /api/v2/filters/keywords/:id",
    "PUT /api/v2/filters/keywords/:id",
    "DELETE /api/v2/filters/keywords/:id",
  ),
  ...from("filter status", "GET /api/v2/filters/statuses/:id", "DELETE /api/v2/filters/statuses/:id"),
  ...from("notification", "GET /api/v1/notifications/:id", "POST /api/v1/notifications/:id/dismiss"),
  ...from(
    "notification group",
    "GET /api/v2/notifications/:key",
    "POST /api/v2/notifications/:key/dismiss",
    "GET /api/v2/notifications/:key/accounts",
  ),
  ...from(
    "notification request",
    "GET /api/v1/notifications/requests/:id",
    "POST /api/v1/notifications/requests/:id/accept",
    "POST /api/v1/notifications/requests/:id/dismiss",
  ),
  ...from("featured hashtag", "DELETE /api/v1/featured_tags/:id"),
  // Whose they are not, those get 404: see test/integration/trustees.
  ...from(
    null,
    "DELETE /api/folkmoot/v1/training_cases/:id",
    "GET /api/folkmoot/v1/cases/:id/panels",
    "GET /api/folkmoot/v1/trustee/panels/:id",
    "POST /api/folkmoot/v1/cases/:id/panel",
    "POST /api/folkmoot/v1/panels/:id/dissolve",
    "POST /api/folkmoot/v1/trustee/panels/:id/ballots",
    "POST /api/folkmoot/v1/trustee/panels/:id/messages",
    "POST /api/folkmoot/v1/trustee/panels/:id/recuse",
    "POST /api/folkmoot/v1/trustee/panels/:id/signature",
    "POST /api/folkmoot/v1/trustee/panels/:id/vote",
    "POST /api/folkmoot/v1/trustee/training/:id",
    "POST /api/folkmoot/v1/trustees/:id/remove",
    "PUT /api/folkmoot/v1/trustee/panels/:id/draft",
  ),
  ...from(
    null,
    "GET /api/v1/accounts/:id",
    "GET /api/v1/accounts/:id/statuses",
    "GET /api/v1/accounts/:id/followers",
    "GET /api/v1/accounts/:id/following",
    "GET /api/v1/accounts/:id/featured_tags",
    "GET /api/v1/accounts/:id/endorsements",
    "GET /api/v1/accounts/:id/identity_proofs",
    "GET /api/v1/accounts/:id/lists",
    "POST /api/v1/accounts/:id/follow",
    "POST /api/v1/accounts/:id/unfollow",
    "POST /api/v1/accounts/:id/remove_from_followers",
    "POST /api/v1/accounts/:id/block",
    "POST /api/v1/accounts/:id/unblock",
    "POST /api/v1/accounts/:id/mute",
    "POST /api/v1/accounts/:id/unmute",
    "POST /api/v1/accounts/:id/pin",
    "POST /api/v1/accounts/:id/unpin",
    "POST /api/v1/accounts/:id/endorse",
    "POST /api/v1/accounts/:id/unendorse",
    "POST /api/v1/accounts/:id/note",
    "POST /api/v1/follow_requests/:id/authorize",
    "POST /api/v1/follow_requests/:id/reject",
    "DELETE /api/v1/suggestions/:id",
    "GET /api/v1/tags/:name",
    "POST /api/v1/tags/:name/follow",
    "POST /api/v1/tags/:name/unfollow",
    "POST /api/v1/tags/:name/feature",
    "POST /api/v1/tags/:name/unfeature",
    "GET /api/v1/timelines/tag/:hashtag",
    "POST /api/v1/announcements/:id/dismiss",
    "PUT /api/v1/announcements/:id/reactions/:name",
    "DELETE /api/v1/announcements/:id/reactions/:name",
    "GET /api/v1/instance/terms_of_service/:date",
    // Whose role is too low is refused whatever it is about: see access.test.ts.
    "GET /api/v1/admin/accounts/:id",
    "DELETE /api/v1/admin/accounts/:id",
    "POST /api/v1/admin/accounts/:id/action",
    "POST /api/v1/admin/accounts/:id/approve",
    "POST /api/v1/admin/accounts/:id/reject",
    "POST /api/v1/admin/accounts/:id/enable",
    "POST /api/v1/admin/accounts/:id/unsilence",
    "POST /api/v1/admin/accounts/:id/unsuspend",
    "POST /api/v1/admin/accounts/:id/unsensitive",
    "GET /api/folkmoot/v1/case_bulks/:id",
    "POST /api/folkmoot/v1/case_bulks/:id/cancel",
    "POST /api/folkmoot/v1/case_bulks/:id/undo",
    "GET /api/folkmoot/v1/cases/:id",
    "GET /api/folkmoot/v1/evidence/:id/file",
    "GET /api/folkmoot/v1/cases/:id/evidence",
    "POST /api/folkmoot/v1/cases/:id/assign",
    "POST /api/folkmoot/v1/cases/:id/release",
    "POST /api/folkmoot/v1/cases/:id/close",
    "POST /api/folkmoot/v1/cases/:id/reopen",
    "POST /api/folkmoot/v1/cases/:id/reclassify",
    "POST /api/folkmoot/v1/cases/:id/wait",
    "POST /api/folkmoot/v1/cases/:id/link",
    "POST /api/folkmoot/v1/cases/:id/notes",
    "GET /api/folkmoot/v1/actions/:id",
    "POST /api/folkmoot/v1/actions/:id/undo",
    "POST /api/folkmoot/v1/appeals/:id/answer",
    // Notes take what is theirs alone, and everybody may rate them: notes.test.ts has the rest.
    "POST /api/folkmoot/v1/statuses/:id/notes",
    "GET /api/folkmoot/v1/notes/:id",
    "DELETE /api/folkmoot/v1/notes/:id",
    "POST /api/folkmoot/v1/notes/:id/rating",
    "DELETE /api/folkmoot/v1/notes/:id/rating",
    "POST /api/folkmoot/v1/peer_notes/:id/show",
    "POST /api/folkmoot/v1/peer_notes/:id/hide",
    "PUT /api/folkmoot/v1/peer_note_policies/:domain",
    "GET /api/folkmoot/v1/decisions/:id",
    "POST /api/folkmoot/v1/decisions/:id/appeal",
    "GET /api/v1/admin/reports/:id",
    "PUT /api/v1/admin/reports/:id",
    "POST /api/v1/admin/reports/:id/assign_to_self",
    "POST /api/v1/admin/reports/:id/unassign",
    "POST /api/v1/admin/reports/:id/resolve",
    "POST /api/v1/admin/reports/:id/reopen",
    "GET /api/folkmoot/v1/my/reports/:id",
    "POST /api/folkmoot/v1/my/reports/:id/messages",
    "GET /api/folkmoot/v1/my/reports/:id/decisions",
    "POST /api/folkmoot/v1/my/reports/:id/appeal",
    "GET /api/folkmoot/v1/reports/:id/messages",
    "POST /api/folkmoot/v1/reports/:id/messages",
    "GET /api/v1/admin/domain_allows/:id",
    "DELETE /api/v1/admin/domain_allows/:id",
    "GET /api/folkmoot/v1/domains/:domain",
    "PUT /api/folkmoot/v1/domains/:domain",
    "DELETE /api/folkmoot/v1/domains/:domain",
    "GET /api/folkmoot/v1/domains/:domain/severed",
    "GET /api/folkmoot/v1/domain_imports/:id",
    "DELETE /api/folkmoot/v1/domain_imports/:id",
    "GET /api/folkmoot/v1/domain_imports/:id/preview",
    "GET /api/folkmoot/v1/domain_imports/:id/domains",
    "POST /api/folkmoot/v1/domain_imports/:id/apply",
    "POST /api/folkmoot/v1/domain_imports/:id/undo",
    "GET /api/folkmoot/v1/subscriptions/:id",
    "GET /api/folkmoot/v1/datasets/:id/changes",
    "POST /api/folkmoot/v1/datasets/:id/changes",
    "PUT /api/folkmoot/v1/subscriptions/:id",
    "DELETE /api/folkmoot/v1/subscriptions/:id",
    "POST /api/folkmoot/v1/subscriptions/:id/refresh",
    "GET /api/folkmoot/v1/subscriptions/:id/entries",
    "GET /api/v1/admin/domain_blocks/:id",
    "PUT /api/v1/admin/domain_blocks/:id",
    "DELETE /api/v1/admin/domain_blocks/:id",
    "GET /api/v1/admin/email_domain_blocks/:id",
    "DELETE /api/v1/admin/email_domain_blocks/:id",
    "GET /api/v1/admin/canonical_email_blocks/:id",
    "DELETE /api/v1/admin/canonical_email_blocks/:id",
    "GET /api/v1/admin/ip_blocks/:id",
    "PUT /api/v1/admin/ip_blocks/:id",
    "DELETE /api/v1/admin/ip_blocks/:id",
    "POST /api/v1/admin/trends/tags/:id/approve",
    "POST /api/v1/admin/trends/tags/:id/reject",
    "POST /api/v1/admin/trends/statuses/:id/approve",
    "POST /api/v1/admin/trends/statuses/:id/reject",
    "POST /api/v1/admin/trends/links/:id/approve",
    "POST /api/v1/admin/trends/links/:id/reject",
    "POST /api/v1/admin/trends/links/publishers/:id/approve",
    "POST /api/v1/admin/trends/links/publishers/:id/reject",
    "GET /api/v1/admin/tags/:id",
    "PUT /api/v1/admin/tags/:id",
    "GET /api/v1/admin/webhooks/:id",
    "GET /api/folkmoot/v1/holds/:id",
    "GET /api/folkmoot/v1/policy/dry-runs/:id",
    "POST /api/folkmoot/v1/policy/dry-runs/:id/cancel",
    "POST /api/folkmoot/v1/holds/:id/release",
    "POST /api/folkmoot/v1/holds/:id/refuse",
    "PUT /api/v1/admin/webhooks/:id",
    "DELETE /api/v1/admin/webhooks/:id",
    "POST /api/v1/admin/webhooks/:id/rotate_secret",
    "GET /api/folkmoot/v1/policy/versions/:id",
    "POST /api/folkmoot/v1/policy/versions/:id/restore",
    "GET /api/folkmoot/v1/communities/:id/policy",
    "PUT /api/folkmoot/v1/communities/:id/policy/rules/:rule",
    "PATCH /api/folkmoot/v1/communities/:id/policy/rules/:rule",
    "DELETE /api/folkmoot/v1/communities/:id/policy/rules/:rule",
    "GET /api/folkmoot/v1/communities/:id/holds",
    "POST /api/folkmoot/v1/communities/:id/holds/:hold/release",
    "POST /api/folkmoot/v1/communities/:id/holds/:hold/refuse",
    "PUT /api/folkmoot/v1/policy/rules/:id",
    "PATCH /api/folkmoot/v1/policy/rules/:id",
    "DELETE /api/folkmoot/v1/policy/rules/:id",
    "GET /api/folkmoot/v1/policy/lists/:name",
    "PATCH /api/folkmoot/v1/policy/lists/:name",
    "DELETE /api/folkmoot/v1/policy/lists/:name",
    "POST /api/folkmoot/v1/policy/lists/:name/entries",
    "DELETE /api/folkmoot/v1/policy/lists/:name/entries",
    "POST /api/folkmoot/v1/policy/lists/:name/import",
    "GET /api/folkmoot/v1/policy/lists/:name/export",
  ),
};

function from<Name extends WithParameter>(what: Owned | null, ...names: Name[]): Record<Name, Owned | null> {
  return Object.fromEntries(names.map((name) => [name, what])) as Record<Name, Owned | null>;
}

beforeAll(async () => {
  rig = await createApiRig();
  const ana = await rig.person("ana");
  ben = await rig.person("ben");
  const carl = await rig.person("carl");
  const post = async (body: object) => (await ana.post("/api/v1/statuses", body)).body;
  own["public post"] = (await post({ status: "open" })).id;
  own["private post"] = (await post({ status: "closed", visibility: "private" })).id;
  const asked = await post({
    status: "?",
    visibility: "private",
    poll: { options: ["a", "b"], expires_in: 600 },
  });
  own["private poll"] = asked.poll.id;
  const at = new Date(Date.now() + 3_600_000).toISOString();
  own["scheduled post"] = (await post({ status: "later", scheduled_at: at })).id;
  own.medium = (await ana.post("/api/v2/media", upload(await photograph()))).body.id;
  own.list = (await ana.post("/api/v1/lists", { title: "mine" })).body.id;
  const filter = (
    await ana.post("/api/v2/filters", {
      title: "f",
      context: ["home"],
      keywords_attributes: [{ keyword: "k" }],
    })
  ).body;
  own.filter = filter.id;
  own["filter keyword"] = filter.keywords[0].id;
  own["filter status"] = (
    await ana.post(`/api/v2/filters/${filter.id}/statuses`, { status_id: own["public post"] })
  ).body.id;
  await post({ status: "@carl hello", visibility: "direct" });
  own.conversation = (await ana.get("/api/v1/conversations")).body[0].id;
  await carl.post(`/api/v1/statuses/${own["public post"]}/favourite`);
  own.notification = (await ana.get("/api/v1/notifications")).body[0].id;
  own["notification group"] = (await ana.get("/api/v2/notifications")).body.notification_groups[0].group_key;
  own["featured hashtag"] = (await ana.post("/api/v1/featured_tags", { name: "tea" })).body.id;
  await ana.patch("/api/v2/notifications/policy", { for_not_following: "filter" });
  await carl.post("/api/v1/statuses", { status: "@ana from a stranger" });
  await eventually(async () => {
    const requests = await ana.get("/api/v1/notifications/requests");
    own["notification request"] = requests.body[0].id;
  });
}, 60_000);
afterAll(() => rig.close());

const owned = Object.entries(named).flatMap(([name, what]) => (what === null ? [] : [{ name, what }]));

it.each(owned)("$name does not find the $what of somebody else", async ({ name, what }) => {
  const [method = "", path = ""] = name.split(" ");
  const filled = path.replace(/:(id|key)/, encodeURIComponent(own[what] ?? "")).replace(/:[a-z]+/g, "x");
  const body = {
    status: "mine now",
    title: "mine now",
    keyword: "x",
    phrase: "x",
    context: ["home"],
    choices: [0],
  };
  const more = {
    scheduled_at: new Date(Date.now() + 7_200_000).toISOString(),
    status_id: own["public post"],
  };
  const reply = await rig.request(method, filled, {
    token: ben.token,
    ...(method === "GET" ? {} : { body: { ...body, ...more } }),
  });
  // To dismiss what is not one's own does nothing, and says nothing, as in Mastodon.
  if (name === "POST /api/v2/notifications/:key/dismiss" || name.endsWith("/notifications/:key/accounts")) {
    expect([200, 404]).toContain(reply.status);
    if (Array.isArray(reply.body)) expect(reply.body).toEqual([]);
    return;
  }
  // Whose post it is can be seen; that its terms are another's is no secret either.
  expect(reply.status).toBe(name === "PUT /api/v1/statuses/:id/interaction_policy" ? 403 : 404);
});

it("has left everything as it was", async () => {
  const { sql } = rig.ctx;
  const [post] = await sql`select html, deleted_at from posts where id = ${own["public post"] ?? ""}`;
  expect(post).toMatchObject({ html: "<p>open</p>", deleted_at: null });
  const [list] = await sql`select title from lists where id = ${own.list ?? ""}`;
  expect(list?.title).toBe("mine");
  const [told] = await sql`select count(*)::int as n from notifications where id = ${own.notification ?? ""}`;
  expect(told?.n).toBe(1);
});
