import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hiddenField, openBrowser } from "../sign-in/browser.ts";
import {
  asking,
  authorizePath,
  codeFor,
  newProof,
  outOfBand,
  password,
  registerApp,
  signedIn,
} from "./oauth-rig.ts";
import { type ApiRig, createApiRig } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  await rig.person("ana");
}, 60_000);
afterAll(() => rig.close());

describe("asking to be let in", () => {
  it("leads by way of signing in to the question, and on to the app with a code and its state", async () => {
    const app = await registerApp(rig);
    const browser = openBrowser(rig.origin);
    const path = authorizePath(asking(app, { state: "a b&c" }));
    const first = await browser.get(path);
    expect(first).toMatchObject({ status: 303, location: `/auth/sign_in?next=${encodeURIComponent(path)}` });
    const signIn = await browser.get(first.location ?? "");
    expect(hiddenField(signIn, "next")).toBe(path);
    const back = await browser.send("/auth/sign_in", { name: "ana", password, next: path });
    expect(back).toMatchObject({ status: 303, location: path });
    const question = await browser.get(path);
    expect(question.status).toBe(200);
    expect(question.text).toContain("Tester asks for access to your account");
    expect(question.text).toContain("read everything of your account");
    expect(question.text).not.toContain("<script");
    const fields = Object.fromEntries(
      ["response_type", "client_id", "redirect_uri", "scope", "state"].map((name) => [
        name,
        hiddenField(question, name) ?? "",
      ]),
    );
    const allowed = await browser.send("/oauth/authorize", { ...fields, decision: "allow" });
    expect(allowed.status).toBe(303);
    expect(allowed.location).toMatch(/^https:\/\/app\.example\/cb\?code=[\w-]{43}&state=a\+b%26c$/);
  });

  it("is refused by the person to the app, and gives nothing", async () => {
    const app = await registerApp(rig, { redirect_uris: "myapp://cb" });
    const browser = await signedIn(rig, "ana");
    const params = asking(app, { state: "s" });
    for (const denied of [
      await browser.send("/oauth/authorize", { ...params, decision: "deny" }),
      await browser.send("/oauth/authorize", params),
    ]) {
      const url = new URL(denied.location ?? "");
      expect(url.href).toMatch(/^myapp:\/\/cb\?/);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: "access_denied", state: "s" });
    }
    const { status, headers } = await rig.request("DELETE", authorizePath(params));
    expect(status).toBe(303);
    expect(headers.get("location")).toContain("error=access_denied");
  });

  it("shows the code on a page where the app has no address", async () => {
    const app = await registerApp(rig, { redirect_uris: outOfBand });
    const browser = await signedIn(rig, "ana");
    const allowed = await browser.send("/oauth/authorize", { ...asking(app), decision: "allow" });
    expect(allowed.location).toMatch(/^\/oauth\/authorize\/native\?code=[\w-]{43}$/);
    const page = await browser.get(allowed.location ?? "");
    expect(page.text).toContain(
      new URL(allowed.location ?? "", rig.origin).searchParams.get("code") ?? "none",
    );
    const forged = await browser.get("/oauth/authorize/native?code=%3Cb%3Ecall%20555%3C%2Fb%3E");
    expect(forged.text).not.toContain("555");
  });

  it("lets the form lead to the app alone, which Chromium asks the policy about, and nobody frame it", async () => {
    const browser = await signedIn(rig, "ana");
    const policies: [string, string][] = [
      ["https://app.example:8443/cb", "form-action 'self' https://app.example:8443;"],
      ["myapp://cb", "form-action 'self' myapp:;"],
      ["http://[::1]:3333/cb", "form-action 'self' http:;"],
      ["http://a;script-src/cb", "form-action 'self' http:;"],
      [outOfBand, "form-action 'self';"],
    ];
    for (const [redirect_uris, directive] of policies) {
      const app = await registerApp(rig, { redirect_uris });
      const { headers, status } = await browser.get(authorizePath(asking(app)));
      expect(status, redirect_uris).toBe(200);
      expect(headers.get("content-security-policy"), redirect_uris).toContain(directive);
      expect(headers.get("content-security-policy")).not.toContain("script-src");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("asks for another sign-in when the app wants it", async () => {
    const app = await registerApp(rig);
    const browser = await signedIn(rig, "ana");
    const answer = await browser.get(authorizePath(asking(app, { force_login: "true", lang: "de" })));
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/auth\/sign_in\?next=.*&again=1$/);
    expect(answer.location).not.toContain("force_login");
    expect((await browser.get(answer.location ?? "")).status).toBe(200);
  });

  it("escapes what an app says of itself", async () => {
    const app = await registerApp(rig, { client_name: `<img src=x onerror="x">` });
    const browser = await signedIn(rig, "ana");
    const { text } = await browser.get(authorizePath(asking(app, { state: `"><script>x</script>` })));
    expect(text).not.toContain("<img");
    expect(text).not.toContain("<script>");
  });
});

describe("a request that is wrong", () => {
  it("is told to the person when the app or its address is not known, and leads nowhere", async () => {
    const app = await registerApp(rig);
    const browser = openBrowser(rig.origin);
    const wrong: Record<string, string>[] = [
      { client_id: "nobody" },
      { redirect_uri: "https://evil.example/cb" },
      { redirect_uri: "https://app.example/cb/" },
      { redirect_uri: "https://app.example/cb?x=1" },
      { redirect_uri: outOfBand },
    ];
    for (const changes of wrong) {
      const answer = await browser.get(authorizePath(asking(app, changes)));
      expect(answer.status, JSON.stringify(changes)).toBe(400);
      expect(answer.location).toBeNull();
      const sent = await browser.send("/oauth/authorize", { ...asking(app, changes), decision: "allow" });
      expect(sent).toMatchObject({ status: 400, location: null });
    }
  });

  it("is told to the app otherwise, before anybody is asked", async () => {
    const app = await registerApp(rig, { scopes: "read write:statuses" });
    const browser = openBrowser(rig.origin);
    const wrong: [Record<string, string>, string][] = [
      [{ response_type: "token" }, "unsupported_response_type"],
      [{ scope: "read write" }, "invalid_scope"],
      [{ scope: "admin:read" }, "invalid_scope"],
      [{ scope: "nothing" }, "invalid_scope"],
      [{ scope: "read", code_challenge: "x".repeat(43) }, "invalid_request"],
      [{ scope: "read", code_challenge: "x".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
      [{ scope: "read", code_challenge: "short", code_challenge_method: "S256" }, "invalid_request"],
      [{ scope: "read", code_challenge_method: "S256" }, "invalid_request"],
    ];
    for (const [changes, error] of wrong) {
      const { status, location } = await browser.get(authorizePath(asking(app, { state: "s", ...changes })));
      expect(status, JSON.stringify(changes)).toBe(303);
      const url = new URL(location ?? "");
      expect(url.origin).toBe("https://app.example");
      expect(Object.fromEntries(url.searchParams)).toMatchObject({ error, state: "s" });
    }
  });
});

describe("the answer to the question", () => {
  it("counts only from a page of the node, by who is signed in", async () => {
    const app = await registerApp(rig);
    const browser = await signedIn(rig, "ana");
    const foreign = await browser.send(
      "/oauth/authorize",
      { ...asking(app), decision: "allow" },
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    );
    expect(foreign.status).toBe(403);
    const stranger = openBrowser(rig.origin);
    const sent = await stranger.send("/oauth/authorize", {
      ...asking(app, newProofParams()),
      decision: "allow",
    });
    expect(sent.status).toBe(303);
    expect(sent.location).toContain("/auth/sign_in?next=%2Foauth%2Fauthorize%3F");
    expect(sent.location).toContain("code_challenge");
  });

  it("is asked for again when the page was about another account", async () => {
    await rig.person("ben");
    const app = await registerApp(rig);
    const browser = await signedIn(rig, "ben");
    const sent = await browser.send("/oauth/authorize", { ...asking(app), as: "ana", decision: "allow" });
    expect(sent.location).toMatch(/^\/oauth\/authorize\?response_type=code&/);
    expect((await browser.get(sent.location ?? "")).text).toContain("You are signed in as ben.");
  });

  it("gives every time another code", async () => {
    const app = await registerApp(rig);
    const browser = await signedIn(rig, "ana");
    expect(await codeFor(browser, asking(app))).not.toBe(await codeFor(browser, asking(app)));
  });
});

function newProofParams() {
  return { code_challenge: newProof().challenge, code_challenge_method: "S256" };
}
