import { createServer, type Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityProblems, chromiumInstalled, launchBrowser } from "#test/support/browser.ts";
import { asking, authorizePath, password, registerApp } from "../api/oauth-rig.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

/** SCREENSHOTS names a folder for pictures to look at. */
const folder = process.env.SCREENSHOTS;

describe.skipIf(!chromiumInstalled())("in a browser", () => {
  let rig: ApiRig;
  let browser: Browser;
  let app: Server;
  let appOrigin: string;

  beforeAll(async () => {
    rig = await createApiRig({ RATE_LIMIT: "0", REGISTRATION: "open" });
    for (const name of ["ana", "ben"]) await rig.person(name);
    browser = await launchBrowser();
    app = createServer((_request, response) => response.end("the app"));
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    appOrigin = `http://127.0.0.1:${(app.address() as { port: number }).port}`;
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    app?.close();
    await rig?.close();
  });

  interface Opened {
    page: Page;
    /** What the page's policy refused, and what its scripts complained of. */
    problems: string[];
  }

  async function open(scheme: "light" | "dark" = "light"): Promise<Opened> {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 480, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const problems: string[] = [];
    page.on("console", (message) => {
      // A wrong password is told by a status of 422, and browsers ask for an icon that there need not be.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    return { page, problems };
  }

  async function signIn(page: Page, name: string): Promise<void> {
    await page.getByLabel("Username or e-mail address").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  it("an app on the web is let in, and the browser follows it there", async () => {
    const registered = await registerApp(rig, { redirect_uris: `${appOrigin}/cb` });
    const { page, problems } = await open();
    await page.goto(rig.origin + authorizePath(asking(registered, { state: "s" })));
    await signIn(page, "ana");
    expect(await accessibilityProblems(page)).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/consent.png` });
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.waitForURL(`${appOrigin}/cb?**`);
    expect(new URL(page.url()).searchParams.get("code")).toHaveLength(43);
    expect(problems).toEqual([]);
  });

  it("an app with a scheme of its own is not stopped by the page's policy", async () => {
    const registered = await registerApp(rig, { redirect_uris: "folkmoottest://cb" });
    const { page, problems } = await open();
    await page.goto(rig.origin + authorizePath(asking(registered)));
    await signIn(page, "ana");
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    expect((await answer).headers().location).toMatch(/^folkmoottest:\/\/cb\?code=/);
    await page.waitForTimeout(500);
    expect(problems.filter((text) => /content security policy/i.test(text))).toEqual([]);
  });

  it("a passkey is added, and signs in without a password", async () => {
    const { page, problems } = await open();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${rig.origin}/settings/security`);
    await signIn(page, "ben");
    const section = page.locator("section", { has: page.getByRole("heading", { name: "Passkeys" }) });
    await section.getByLabel("Name of the passkey").fill("My phone");
    await section.getByLabel("Your password now").fill("wrong");
    await section.getByRole("button", { name: "Add a passkey" }).click();
    await section.getByText("This is not your password.").waitFor();
    await section.getByLabel("Your password now").fill(password);
    await section.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("The passkey is added.").waitFor();
    await page.context().clearCookies();
    await page.goto(`${rig.origin}/auth/sign_in?next=%2Fsettings%2Fsecurity`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("My phone", { exact: true }).waitFor();
    expect(problems).toEqual([]);
  }, 30_000);

  it("the pages can be used by everybody, in light and in dark", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const { page, problems } = await open(scheme);
      const look = async (name: string) => {
        expect(await accessibilityProblems(page), `${name}, ${scheme}`).toEqual([]);
        if (folder) await page.screenshot({ path: `${folder}/${name}-${scheme}.png`, fullPage: true });
      };
      for (const path of [
        "/join",
        "/auth/password",
        "/auth/confirmation",
        "/auth/sign_out",
        "/auth/sign_in",
      ]) {
        await page.goto(rig.origin + path);
        await look(path.slice(1).replaceAll("/", "-"));
      }
      await signIn(page, "nobody");
      await page.getByRole("alert").first().waitFor();
      await look("sign-in-wrong");
      await page.goto(`${rig.origin}/settings/security`);
      await signIn(page, "ana");
      await page.getByRole("heading", { name: "Security" }).waitFor();
      await look("security");
      const section = page.locator("section", {
        has: page.getByRole("heading", { name: "Authenticator app" }),
      });
      await section.getByLabel("Your password now").fill(password);
      await section.getByRole("button", { name: "Set up an app" }).click();
      await page.getByRole("img", { name: "QR code with the key" }).waitFor();
      await look("authenticator");
      expect(problems).toEqual([]);
    }
  }, 60_000);
});
