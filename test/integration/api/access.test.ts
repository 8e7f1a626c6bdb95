import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Access, access, allScopes, type EndpointName, grants, type Scope } from "#server/api/access.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let moderator: Person;
let suspended: Person;
let appToken: string;

const endpoints = Object.entries(access) as [EndpointName, Access][];
const someId = "01900000-0000-7000-8000-000000000000";

beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0", REGISTRATION: "open" });
  ana = await rig.person("ana");
  moderator = await rig.person("mira", { role: "moderator" });
  suspended = await rig.person("sue", { role: "admin" });
  appToken = await rig.token(null, [...allScopes]);
  await rig.ctx.sql`update accounts set state = 'suspended' where id = ${suspended.id}`;
}, 60_000);
afterAll(() => rig.close());

function call(name: EndpointName, token: string | null) {
  const [method = "", path = ""] = name.split(" ");
  const filled = path.replace(/:[a-z]+/g, someId);
  return rig.request(method, filled, { token, ...(method === "GET" ? {} : { body: {} }) });
}

/** Every scope but those that the endpoint wants, and what holds them. */
function otherScopes(wanted: readonly Scope[]): Scope[] {
  return allScopes.filter((scope) => !wanted.some((want) => grants([scope], want)));
}

const wanting = (test: (access: Access) => boolean) => endpoints.filter(([, each]) => test(each));
const names = (chosen: typeof endpoints) => chosen.map(([name, { scopes }]) => ({ name, scopes }));

describe("without a token", () => {
  it.each(names(wanting(({ who }) => who !== "anyone")))("$name answers 401", async ({ name }) => {
    const { status, body } = await call(name, null);
    expect(body).toEqual({ error: "The access token is invalid" });
    expect(status).toBe(401);
  });

  it.each(names(wanting(({ who }) => who === "anyone")))("$name is answered", async ({ name }) => {
    const { status } = await call(name, null);
    // A client that does not say who it is gets 401 by RFC 6749 §5.2 and RFC 7662 §2.3, which is not about a token.
    const refusals = name.startsWith("POST /oauth/") ? [403] : [401, 403];
    expect([...refusals, 500]).not.toContain(status);
  });
});

it.each(names(wanting(({ who }) => who !== "anyone")))(
  "$name refuses a token that nobody has",
  async ({ name }) => {
    expect((await call(name, "nobody")).status).toBe(401);
  },
);

it.each(names(wanting(({ scopes }) => scopes.length > 0)))(
  "$name refuses a token with every scope but its own",
  async ({ name, scopes }) => {
    const token = await rig.token(moderator.id, otherScopes(scopes));
    const { status, body } = await call(name, token);
    expect(body).toEqual({ error: "This action is outside the authorized scopes" });
    expect(status).toBe(403);
  },
);

it.each(names(wanting(({ who }) => who !== "anyone" && who !== "token")))(
  "$name refuses a suspended account",
  async ({ name }) => {
    const { status, body } = await call(name, suspended.token);
    expect(body).toEqual({ error: "Your login is currently disabled" });
    expect(status).toBe(403);
  },
);

it.each(names(wanting(({ who }) => who !== "anyone" && who !== "token")))(
  "$name refuses an application's own token",
  async ({ name }) => {
    expect((await call(name, appToken)).status).toBe(422);
  },
);

it.each(names(wanting(({ who }) => who === "moderator" || who === "admin")))(
  "$name refuses a member",
  async ({ name }) => {
    const { status, body } = await call(name, ana.token);
    expect(body).toEqual({ error: "This action is not allowed" });
    expect(status).toBe(403);
  },
);

it.each(names(wanting(({ who }) => who === "admin")))("$name refuses a moderator", async ({ name }) => {
  expect((await call(name, moderator.token)).status).toBe(403);
});
