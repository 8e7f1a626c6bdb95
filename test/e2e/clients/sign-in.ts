import { createAccount } from "#server/accounts/create.ts";
import { must } from "#test/e2e/people.ts";
import type { NodeProcess } from "#test/support/processes.ts";
import { createBrowser } from "./forms.ts";

export const OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";
export const PASSWORD = "a long enough password";

/** Makes the node's owner, who may do everything. */
export async function owner(node: NodeProcess, username: string): Promise<string> {
  const { ctx } = await node.console();
  const login = { password: PASSWORD, role: "owner", email: `${username}@example.org` } as const;
  return must(await createAccount(ctx, { username, login })).id;
}

/** What a person does in the browser that an app opens: signs in, agrees, and takes the code along. */
export async function authorizeInBrowser(
  node: NodeProcess,
  app: { clientId: string; redirectUri: string; scope: string; username: string },
): Promise<string> {
  const browser = createBrowser(node.origin);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: app.scope,
  });
  return authorizeAt(node, browser, `${node.origin}/oauth/authorize?${query}`, app.username);
}

/** The same, from the address that an app gives. */
export async function authorizeAt(
  node: NodeProcess,
  browser: ReturnType<typeof createBrowser>,
  address: string,
  username: string,
): Promise<string> {
  const signIn = await browser.open(address);
  const consent = await browser.submit(signIn, { name: username, password: PASSWORD });
  const done = await browser.submit(consent, { decision: "allow" });
  const code = new URL(done.url).searchParams.get("code");
  if (code === null) throw new Error(`no code at ${done.url} (${node.origin}):\n${done.html}`);
  return code;
}
