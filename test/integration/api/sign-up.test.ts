import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInvitation } from "#server/accounts/invitations.ts";
import { openBrowser } from "../sign-in/browser.ts";
import { outOfBand, password, registerApp } from "./oauth-rig.ts";
import { type ApiRig, createApiRig } from "./rig.ts";

const rigs: Record<string, ApiRig> = {};
beforeAll(async () => {
  for (const REGISTRATION of ["open", "approval", "invite"])
    rigs[REGISTRATION] = await createApiRig({ RATE_LIMIT: "0", REGISTRATION });
}, 120_000);
afterAll(async () => {
  for (const rig of Object.values(rigs)) await rig.close();
});

const rigWith = (registration: string) => rigs[registration] as ApiRig;

async function appToken(rig: ApiRig, scope = "read write"): Promise<string> {
  const app = await registerApp(rig, { redirect_uris: outOfBand, scopes: "read write" });
  const { body } = await rig.request("POST", "/oauth/token", {
    body: { grant_type: "client_credentials", client_id: app.clientId, client_secret: app.secret, scope },
  });
  return body.access_token;
}

const form = (username: string) => ({
  username,
  email: `${username}@example.org`,
  password,
  agreement: true,
  locale: "en",
});
const signUp = async (rig: ApiRig, changes: object, username = "somebody") =>
  rig.request("POST", "/api/v1/accounts", {
    token: await appToken(rig),
    body: { ...form(username), ...changes },
    headers: { "x-forwarded-for": "203.0.113.9" },
  });

describe("joining by the API, where anybody may", () => {
  it("answers a token of the new account that works at once, with the app's scopes", async () => {
    const rig = rigWith("open");
    const { status, body } = await signUp(rig, {}, "ana");
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: "Bearer",
      scope: "read write",
      created_at: expect.any(Number),
    });
    expect((await rig.request("GET", "/api/v1/timelines/home", { token: body.access_token })).status).toBe(
      200,
    );
    const [login] = await rig.ctx.sql`
      select l.* from logins l join accounts a on a.id = l.account_id where a.username = 'ana'`;
    expect(login).toMatchObject({ email: "ana@example.org", locale: "en", role: "member" });
    expect(login?.sign_up_app_id).not.toBeNull();
    expect(login?.sign_up_address).toMatch(/127\.0\.0\.1|::1/);
  });

  it("says all that is wrong, with Mastodon's codes", async () => {
    const rig = rigWith("open");
    const { status, body } = await signUp(rig, {
      username: "ANA",
      email: "ana@",
      password: "short",
      agreement: false,
    });
    expect(status).toBe(422);
    expect(body).toEqual({
      error:
        "Validation failed: Username has already been taken, Password is too short (minimum is 10 characters), E-mail address is invalid, Service agreement must be accepted",
      details: {
        username: [{ error: "ERR_TAKEN", description: "has already been taken" }],
        password: [{ error: "ERR_TOO_SHORT", description: "is too short (minimum is 10 characters)" }],
        email: [{ error: "ERR_INVALID", description: "is invalid" }],
        agreement: [{ error: "ERR_ACCEPTED", description: "must be accepted" }],
      },
    });
  });

  it("knows each mistake by its code", async () => {
    const rig = rigWith("open");
    const wrong: [object, string, string][] = [
      [{ username: "" }, "username", "ERR_BLANK"],
      [{ username: "a b" }, "username", "ERR_INVALID"],
      [{ username: "support" }, "username", "ERR_RESERVED"],
      [{ email: "" }, "email", "ERR_BLANK"],
      [{ email: "ANA@Example.org" }, "email", "ERR_TAKEN"],
      [{ password: "" }, "password", "ERR_BLANK"],
      [{ password: "x".repeat(300) }, "password", "ERR_TOO_LONG"],
      [{ agreement: undefined }, "agreement", "ERR_ACCEPTED"],
    ];
    for (const [changes, field, code] of wrong) {
      const { body } = await signUp(rig, changes);
      expect(Object.keys(body.details), JSON.stringify(changes)).toEqual([field]);
      expect(body.details[field][0].error).toBe(code);
    }
  });

  it("does not let in whom moderators keep out", async () => {
    const rig = rigWith("open");
    await rig.ctx.sql`insert into email_domain_blocks (id, domain, created_at)
      values (${rig.ctx.ids.next()}, 'spam.example', now())`;
    const { body } = await signUp(rig, { email: "x@mail.spam.example" });
    expect(body.details).toMatchObject({ email: [{ error: "ERR_BLOCKED" }] });
  });

  it("asks for an application's token with the scope", async () => {
    const rig = rigWith("open");
    expect((await rig.request("POST", "/api/v1/accounts", { body: form("bob") })).status).toBe(401);
    const token = await appToken(rig, "read");
    expect((await rig.request("POST", "/api/v1/accounts", { token, body: form("bob") })).status).toBe(403);
  });

  it("can be done on a page, which signs in", async () => {
    const browser = openBrowser(rigWith("open").origin);
    expect((await browser.send("/join", { username: "cleo", email: "", password })).status).toBe(200);
    expect((await browser.get("/settings/security")).text).toContain("You have none.");
  });
});

describe("joining where a moderator says yes to each", () => {
  it("asks for a reason, and waits", async () => {
    const rig = rigWith("approval");
    const { body: refused } = await signUp(rig, {});
    expect(refused.details).toEqual({ reason: [{ error: "ERR_BLANK", description: "can't be blank" }] });
    const { status, body } = await signUp(rig, { reason: "I like it here" });
    expect(status).toBe(200);
    const call = () => rig.request("GET", "/api/v1/timelines/home", { token: body.access_token });
    expect(await call()).toMatchObject({
      status: 403,
      body: { error: "Your login is currently pending approval" },
    });
    const [login] = await rig.ctx.sql<{ reason: string }[]>`select sign_up_reason as reason from logins
      where sign_up_reason is not null`;
    expect(login?.reason).toBe("I like it here");
    await rig.ctx.sql`update logins set approved_at = now()`;
    expect((await call()).status).toBe(200);
  });

  it("asks for it on the page, where nobody is signed in yet", async () => {
    const browser = openBrowser(rigWith("approval").origin);
    expect((await browser.get("/join")).text).toContain('<label for="reason">');
    const page = await browser.send("/join", { username: "dora", password, reason: "Please" });
    expect(page.text).toContain("A moderator will look at your account.");
    expect(browser.cookie("session")).toBeUndefined();
  });

  it("lets in at once who is invited", async () => {
    const rig = rigWith("approval");
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    const { body } = await signUp(rig, { invite_code: token }, "eva");
    expect((await rig.request("GET", "/api/v1/timelines/home", { token: body.access_token })).status).toBe(
      200,
    );
  });
});

describe("joining by invitation", () => {
  it("is forbidden without one, and takes one use of it", async () => {
    const rig = rigWith("invite");
    for (const invite_code of [undefined, "", "nothing"])
      expect(await signUp(rig, { invite_code })).toMatchObject({
        status: 403,
        body: { error: "This action is not allowed" },
      });
    const { token } = await createInvitation(rig.ctx, { role: "member" });
    expect((await signUp(rig, { invite_code: token, password: "short" })).status).toBe(422);
    expect((await signUp(rig, { invite_code: token }, "fay")).status).toBe(200);
    expect((await signUp(rig, { invite_code: token }, "gil")).status).toBe(403);
  });
});
