import { createHash, randomBytes } from "node:crypto";
import { type Browser, openBrowser } from "../sign-in/browser.ts";
import type { ApiRig, Json, Reply } from "./rig.ts";

export const password = "a long enough password";
export const outOfBand = "urn:ietf:wg:oauth:2.0:oob";

export interface TestApp {
  id: string;
  clientId: string;
  secret: string;
  redirectUri: string;
}

export async function registerApp(rig: ApiRig, changes: Record<string, unknown> = {}): Promise<TestApp> {
  const { status, body } = await rig.request("POST", "/api/v1/apps", {
    body: {
      client_name: "Tester",
      redirect_uris: "https://app.example/cb",
      scopes: "read write follow push profile",
      website: "https://app.example",
      ...changes,
    },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return {
    id: body.id,
    clientId: body.client_id,
    secret: body.client_secret,
    redirectUri: body.redirect_uris[0],
  };
}

export async function signedIn(rig: ApiRig, name: string): Promise<Browser> {
  const browser = openBrowser(rig.origin);
  const page = await browser.send("/auth/sign_in", { name, password, next: "/" });
  if (page.status !== 303) throw new Error(page.text);
  return browser;
}

/** The parameters of an authorization request. */
export function asking(app: TestApp, changes: Record<string, string> = {}): Record<string, string> {
  return {
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: "read write",
    ...changes,
  };
}

export function authorizePath(params: Record<string, string>): string {
  return `/oauth/authorize?${new URLSearchParams(params)}`;
}

/** Lets an app in; the code that it gets. */
export async function codeFor(browser: Browser, params: Record<string, string>): Promise<string> {
  const page = await browser.send("/oauth/authorize", { ...params, decision: "allow" });
  const code = new URL(page.location ?? "", "https://none.example").searchParams.get("code");
  if (code === null) throw new Error(`${page.status} ${page.location} ${page.text}`);
  return code;
}

export function exchange(
  rig: ApiRig,
  app: TestApp,
  changes: Record<string, unknown> = {},
): Promise<Reply<Json>> {
  return rig.request("POST", "/oauth/token", {
    body: {
      grant_type: "authorization_code",
      client_id: app.clientId,
      client_secret: app.secret,
      redirect_uri: app.redirectUri,
      ...changes,
    },
  });
}

/** PKCE's verifier and its S256 challenge. */
export function newProof(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
