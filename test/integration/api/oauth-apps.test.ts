import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outOfBand } from "./oauth-rig.ts";
import { type ApiRig, createApiRig } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
}, 60_000);
afterAll(() => rig.close());

const register = (body: unknown, path = "/api/v1/apps") => rig.request("POST", path, { body });

describe("registering an app", () => {
  it("answers what it is, with a secret that is not stored", async () => {
    for (const path of ["/api/v1/apps", "/api/v2/apps"]) {
      const { status, body } = await register(
        {
          client_name: "Test Application",
          redirect_uris: ["https://app.example/callback", "myapp://cb"],
          scopes: "read write:statuses",
          website: "https://app.example",
        },
        path,
      );
      expect(status).toBe(200);
      expect(body).toEqual({
        id: expect.any(String),
        name: "Test Application",
        website: "https://app.example",
        scopes: ["read", "write:statuses"],
        redirect_uris: ["https://app.example/callback", "myapp://cb"],
        redirect_uri: "https://app.example/callback\nmyapp://cb",
        client_id: expect.stringMatching(/^[\w-]{43}$/),
        client_secret: expect.stringMatching(/^[\w-]{43}$/),
        client_secret_expires_at: 0,
        vapid_key: expect.stringMatching(/^[\w-]{80,}=*$/),
      });
      const [row] = await rig.ctx.sql`select * from oauth_apps where id = ${body.id}`;
      expect(JSON.stringify(row)).not.toContain(body.client_secret);
    }
  });

  it("takes several addresses on lines of their own, forms, and nothing but a name and an address", async () => {
    const lines = await register(
      new URLSearchParams({ client_name: "Lines", redirect_uris: `${outOfBand}\nhttps://app.example/` }),
    );
    expect(lines.body).toMatchObject({
      redirect_uris: [outOfBand, "https://app.example/"],
      scopes: ["read"],
      website: null,
    });
  });

  it("says what is wrong as Mastodon does", async () => {
    const right = { client_name: "Test", redirect_uris: "https://app.example/cb" };
    const wrong: [object, string][] = [
      [{ client_name: "" }, "Application name can't be blank"],
      [{ client_name: "x".repeat(61) }, "Application name is too long (maximum is 60 characters)"],
      [{ redirect_uris: "" }, "Redirect URI can't be blank"],
      [{ redirect_uris: "/callback" }, "Redirect URI must be an absolute URI."],
      [{ redirect_uris: "https://app.example/#x" }, "Redirect URI cannot contain a fragment."],
      [{ redirect_uris: "javascript:alert(1)" }, "Redirect URI is forbidden by the server."],
      [
        { redirect_uris: ["https://app.example/", "data:text/html,x"] },
        "Redirect URI is forbidden by the server.",
      ],
      [{ scopes: "read everything" }, "Scopes doesn't match configured on the server."],
      [{ website: "javascript:alert(1)" }, "Application website is invalid"],
    ];
    for (const [changes, sentence] of wrong) {
      const { status, body } = await register({ ...right, ...changes });
      expect(body, JSON.stringify(changes)).toEqual({ error: `Validation failed: ${sentence}` });
      expect(status).toBe(422);
    }
  });
});

describe("an app's own token", () => {
  it("tells which app it is of, without secrets", async () => {
    const { body: app } = await register({
      client_name: "Own",
      redirect_uris: outOfBand,
      scopes: "read push",
    });
    const { body: token } = await rig.request("POST", "/oauth/token", {
      body: { grant_type: "client_credentials", client_id: app.client_id, client_secret: app.client_secret },
    });
    const { status, body } = await rig.request("GET", "/api/v1/apps/verify_credentials", {
      token: token.access_token,
    });
    expect(status).toBe(200);
    const { client_id: _id, client_secret: _secret, client_secret_expires_at: _expiry, ...shown } = app;
    expect(body).toEqual(shown);
  });

  it("is asked for", async () => {
    const { status, body } = await rig.request("GET", "/api/v1/apps/verify_credentials");
    expect(status).toBe(401);
    expect(body).toEqual({ error: "The access token is invalid" });
  });
});
