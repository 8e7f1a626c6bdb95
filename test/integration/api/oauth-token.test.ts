import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asking, codeFor, exchange, newProof, registerApp, signedIn, type TestApp } from "./oauth-rig.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let app: TestApp;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  ana = await rig.person("ana");
  app = await registerApp(rig);
}, 60_000);
afterAll(() => rig.close());

const invalidGrant = {
  error: "invalid_grant",
  error_description:
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
};
const code = async (changes: Record<string, string> = {}, of = app) =>
  codeFor(await signedIn(rig, "ana"), asking(of, changes));
const isLive = async (token: string) =>
  (await rig.request("GET", "/api/v1/apps/verify_credentials", { token })).status === 200;

describe("a code", () => {
  it("becomes a token of the person, with what was agreed to", async () => {
    const { status, body, headers } = await exchange(rig, app, { code: await code() });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: "Bearer",
      scope: "read write",
      created_at: expect.any(Number),
    });
    expect(Math.abs(body.created_at - Date.now() / 1000)).toBeLessThan(60);
    expect(headers.get("cache-control")).toBe("no-store");
    const [row] = await rig.ctx
      .sql`select * from oauth_tokens where account_id = ${ana.id} order by id desc limit 1`;
    expect(JSON.stringify(row)).not.toContain(body.access_token);
  });

  it("works once, and a second time ends the token that it was given for", async () => {
    const once = await code();
    const first = await exchange(rig, app, { code: once });
    expect(await isLive(first.body.access_token)).toBe(true);
    const second = await exchange(rig, app, { code: once });
    expect(second.status).toBe(400);
    expect(second.body).toEqual(invalidGrant);
    expect(await isLive(first.body.access_token)).toBe(false);
  });

  it("gives one token to two who come at once, and then none", async () => {
    const once = await code();
    const both = await Promise.all([exchange(rig, app, { code: once }), exchange(rig, app, { code: once })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    const won = both.find(({ status }) => status === 200);
    expect(await isLive(won?.body.access_token)).toBe(false);
  });

  it("works for its app, its address and its time alone", async () => {
    const other = await registerApp(rig, {
      redirect_uris: ["https://app.example/cb", "https://app.example/two"],
    });
    const once = await code();
    expect((await exchange(rig, other, { code: once })).body).toEqual(invalidGrant);
    expect((await exchange(rig, app, { code: once, redirect_uri: "https://app.example/two" })).body).toEqual(
      invalidGrant,
    );
    expect((await exchange(rig, app, { code: "nothing" })).body).toEqual(invalidGrant);
    // Nobody else's attempts have used it up.
    expect((await exchange(rig, app, { code: once })).status).toBe(200);
    const late = await code();
    await rig.ctx.sql`update oauth_codes set expires_at = ${rig.ctx.clock.now()} where used_at is null`;
    expect((await exchange(rig, app, { code: late })).body).toEqual(invalidGrant);
  });

  it("with a challenge works for who has the verifier", async () => {
    const { verifier, challenge } = newProof();
    const proof = { code_challenge: challenge, code_challenge_method: "S256" };
    const once = await code(proof);
    expect((await exchange(rig, app, { code: once })).body).toMatchObject({ error: "invalid_request" });
    expect((await exchange(rig, app, { code: once, code_verifier: newProof().verifier })).body).toEqual(
      invalidGrant,
    );
    expect((await exchange(rig, app, { code: once, code_verifier: challenge })).body).toEqual(invalidGrant);
    expect((await exchange(rig, app, { code: once, code_verifier: verifier })).status).toBe(200);
  });

  it("without one does not take a verifier: somebody took the challenge away", async () => {
    const { verifier } = newProof();
    expect((await exchange(rig, app, { code: await code(), code_verifier: verifier })).body).toEqual(
      invalidGrant,
    );
  });

  it("of a suspended account becomes nothing", async () => {
    const { id } = await rig.person("sue");
    const once = await codeFor(await signedIn(rig, "sue"), asking(app));
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${id}`;
    expect((await exchange(rig, app, { code: once })).body).toEqual(invalidGrant);
  });
});

describe("the token endpoint", () => {
  const ask = (body: Record<string, unknown>, headers = {}) =>
    rig.request("POST", "/oauth/token", { body, headers });

  it("refuses passwords, implicit grants and what is missing", async () => {
    for (const grant_type of ["password", "implicit", "refresh_token", "constructor"]) {
      const { status, body } = await ask({
        grant_type,
        client_id: app.clientId,
        client_secret: app.secret,
        username: "ana",
        password: "a long enough password",
      });
      expect(status).toBe(400);
      expect(body).toEqual({
        error: "unsupported_grant_type",
        error_description: "The authorization grant type is not supported by the authorization server.",
      });
    }
    expect((await ask({})).body).toEqual({
      error: "invalid_request",
      error_description: "Missing required parameter: grant_type.",
    });
  });

  it("asks the app who it is, by parameters or by HTTP Basic", async () => {
    const grant = { grant_type: "client_credentials", scope: "read" };
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
    });
    expect((await ask(grant, basic(app.clientId, app.secret))).status).toBe(200);
    expect((await ask({ ...grant, client_id: app.clientId, client_secret: app.secret })).status).toBe(200);
    const wrong = [
      await ask(grant),
      await ask(grant, basic(app.clientId, "wrong")),
      await ask({ ...grant, client_id: app.clientId }),
      await ask({ ...grant, client_id: "nobody", client_secret: app.secret }),
    ];
    for (const { status, body } of wrong) {
      expect(status).toBe(401);
      expect(body).toEqual({
        error: "invalid_client",
        error_description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      });
    }
  });

  it("gives an app no more than it has registered", async () => {
    const grant = { grant_type: "client_credentials", client_id: app.clientId, client_secret: app.secret };
    expect((await ask({ ...grant, scope: "admin:read" })).body).toEqual({
      error: "invalid_scope",
      error_description: "The requested scope is invalid, unknown, or malformed.",
    });
    expect((await ask({ ...grant, scope: "read push" })).body).toMatchObject({ scope: "read push" });
    expect((await ask(grant)).body).toMatchObject({ scope: "read" });
  });

  it("gives an app's own token, which is nobody's", async () => {
    const { body } = await ask({
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_secret: app.secret,
      scope: "read",
    });
    const { status, body: answer } = await rig.request("GET", "/api/v1/timelines/home", {
      token: body.access_token,
    });
    expect(status).toBe(422);
    expect(answer).toEqual({ error: "This method requires an authenticated user" });
  });
});

describe("a token", () => {
  const tokenOf = async (of = app) =>
    (await exchange(rig, of, { code: await code({}, of) })).body.access_token as string;
  const client = (of: TestApp) => ({ client_id: of.clientId, client_secret: of.secret });
  const revoke = (body: object) => rig.request("POST", "/oauth/revoke", { body });
  const introspect = (body: object) => rig.request("POST", "/oauth/introspect", { body });

  it("is ended by its app, twice without harm, and by no other", async () => {
    const other = await registerApp(rig);
    const token = await tokenOf();
    const refused = await revoke({ ...client(other), token });
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual({
      error: "unauthorized_client",
      error_description: "You are not authorized to revoke this token",
    });
    expect((await revoke({ token })).status).toBe(401);
    expect((await revoke(client(app))).status).toBe(403);
    expect(await isLive(token)).toBe(true);
    for (let times = 0; times < 2; times++) {
      const ended = await rig.request("POST", "/oauth/revoke", { token, body: { ...client(app), token } });
      expect(ended).toMatchObject({ status: 200, body: {} });
    }
    expect(await isLive(token)).toBe(false);
  });

  it("is told to its app, and to no other", async () => {
    const other = await registerApp(rig);
    const token = await tokenOf();
    const { body } = await introspect({ ...client(app), token });
    expect(body).toEqual({
      active: true,
      scope: "read write",
      client_id: app.clientId,
      token_type: "Bearer",
      iat: expect.any(Number),
      username: "ana",
      sub: rig.ctx.uris.account(ana.id),
    });
    expect((await introspect({ ...client(other), token })).body).toEqual({ active: false });
    expect((await introspect({ ...client(app), token: "nothing" })).body).toEqual({ active: false });
    expect((await introspect({ token })).status).toBe(401);
    expect((await introspect(client(app))).status).toBe(400);
  });

  it("is noted as used once an hour", async () => {
    const token = await tokenOf();
    const read = async () => {
      const [row] = await rig.ctx.sql<{ at: Date | null; address: string | null }[]>`
        select last_used_at as at, last_used_address as address from oauth_tokens
        where account_id = ${ana.id} order by id desc limit 1`;
      return row;
    };
    expect(await read()).toMatchObject({ at: null });
    await isLive(token);
    const first = await read();
    expect(first?.at).toBeInstanceOf(Date);
    expect(first?.address).toMatch(/127\.0\.0\.1|::1/);
    await isLive(token);
    expect(await read()).toEqual(first);
    const before = new Date(rig.ctx.clock.now().getTime() - 2 * 3_600_000);
    await rig.ctx.sql`update oauth_tokens set last_used_at = ${before} where account_id = ${ana.id}`;
    // For a second a reader's token is not looked up again.
    await sleep(1_100);
    await isLive(token);
    expect((await read())?.at?.getTime()).toBeGreaterThan(before.getTime());
  });

  it("stops working with its account", async () => {
    const { id, token } = await rig.person("del");
    const call = () => rig.request("GET", "/api/v1/timelines/home", { token });
    for (const [change, error] of [
      ["update logins set disabled_at = now() where account_id", "Your login is currently disabled"],
      ["update logins set approved_at = null where account_id", "Your login is currently pending approval"],
      [
        "update logins set email_confirmed_at = null where account_id",
        "Your login is missing a confirmed e-mail address",
      ],
    ] as const) {
      await rig.ctx.sql.unsafe(`${change} = '${id}'`);
      expect(await call()).toMatchObject({ status: 403, body: { error } });
    }
    await rig.ctx.sql`update accounts set state = 'deleted' where id = ${id}`;
    expect(await call()).toMatchObject({ status: 401, body: { error: "The access token is invalid" } });
  });
});

describe("what is said of people and of the server", () => {
  it("tells an app with the scope who somebody is", async () => {
    const profile = await rig.token(ana.id, ["profile"]);
    for (const method of ["GET", "POST"]) {
      const { status, body } = await rig.request(method, "/oauth/userinfo", { token: profile });
      expect(status).toBe(200);
      expect(body).toEqual({
        iss: `${rig.origin}/`,
        sub: rig.ctx.uris.account(ana.id),
        name: expect.any(String),
        preferred_username: "ana",
        profile: rig.ctx.uris.profilePage("ana"),
        picture: expect.stringMatching(/^http/),
      });
    }
    const read = await rig.token(ana.id, ["read"]);
    expect((await rig.request("GET", "/oauth/userinfo", { token: read })).status).toBe(403);
  });

  it("publishes where everything is, and only what there is", async () => {
    const { body } = await rig.request("GET", "/.well-known/oauth-authorization-server");
    expect(body).toMatchObject({
      issuer: `${rig.origin}/`,
      authorization_endpoint: `${rig.origin}/oauth/authorize`,
      token_endpoint: `${rig.origin}/oauth/token`,
      app_registration_endpoint: `${rig.origin}/api/v1/apps`,
      revocation_endpoint: `${rig.origin}/oauth/revoke`,
      userinfo_endpoint: `${rig.origin}/oauth/userinfo`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "client_credentials"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    });
    expect(body.scopes_supported).toEqual(
      expect.arrayContaining(["read", "write:statuses", "admin:read:accounts"]),
    );
  });
});
