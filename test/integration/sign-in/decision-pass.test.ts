import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tellUndone } from "#server/actions/tell-undone.ts";
import { eraseLongSuspended } from "#server/admin/accounts/erase.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { linkIn, type MailServer, startMailServer } from "./mail-server.ts";

const API = "/api/folkmoot/v1";
const password = "a long enough password";
const DAY_MS = 86_400_000;
const clock = createFakeClock(new Date("2026-11-26T12:00:00Z"));

let rig: ApiRig;
let mail: MailServer;
let mia: Person;
let moe: Person;

beforeAll(async () => {
  mail = await startMailServer();
  const env = { SMTP_URL: mail.url, MAIL_FROM: "Here <hello@here.example>", APPEAL_DAYS: "60" };
  rig = await createApiRig(env, { clock });
  mia = await rig.person("mia", { role: "moderator" });
  moe = await rig.person("moe", { role: "moderator" });
}, 60_000);
afterAll(async () => {
  await rig.close();
  await mail.close();
});
beforeEach(() => rig.ctx.sql`delete from attempts`);

/** Somebody with an address, about whom the moderators decide. */
async function decideAbout(name: string, kind: "freeze" | "suspend", { hasMail = true } = {}) {
  const person = await rig.person(name);
  if (hasMail)
    await rig.ctx.sql`update logins set email = ${`${name}@example.org`} where account_id = ${person.id}`;
  const { status, body } = await mia.post(`${API}/actions`, {
    subject: { kind: "account", id: person.id },
    kind,
    category: "harassment",
    facts: "Three threats in a day.",
    text: "We do not do that here.",
  });
  expect(status).toBe(201);
  return { person, actionId: body.id as string };
}

async function signIn(
  name: string,
  secret = password,
): Promise<{ browser: Browser; location: string | null; status: number }> {
  const browser = openBrowser(rig.origin);
  const { status, location } = await browser.send("/auth/sign_in", {
    name,
    password: secret,
    next: "/settings",
  });
  return { browser, location, status };
}

describe.each(["freeze", "suspend"] as const)("who is kept out (%s)", (kind) => {
  it("reads the reasons by the link of the letter, appeals once, and hears what came of it", async () => {
    const { person, actionId } = await decideAbout(`ana-${kind}`.replace("-", "_"), kind);
    const link = linkIn(await mail.next(`${person.username}@example.org`));
    expect(link).toContain(`/decisions/pass/${actionId}?token=`);
    const browser = openBrowser(rig.origin);
    const opened = await browser.get(link);
    expect(opened).toMatchObject({ status: 303, location: `/decisions/${actionId}` });
    const page = await browser.get(`/decisions/${actionId}`);
    expect(page.status).toBe(200);
    for (const said of ["Three threats in a day.", "We do not do that here."])
      expect(page.text).toContain(said);
    // Nothing else is theirs.
    expect((await browser.get("/settings/preferences")).location).toMatch(/^\/auth\/sign_in/);
    expect((await browser.get("/my/reports")).location).toMatch(/^\/auth\/sign_in/);
    expect((await person.get("/api/v1/accounts/verify_credentials")).status).toBeGreaterThanOrEqual(401);

    const send = () => browser.send(`/decisions/${actionId}/appeal`, { text: "It was a quotation." });
    expect((await send()).location).toBe(`/decisions/${actionId}?sent`);
    expect((await send()).status).toBe(422);
    const appeals: { id: string; text: string; action: { id: string } }[] = (await moe.get(`${API}/appeals`))
      .body;
    const waiting = appeals.find(({ action }) => action.id === actionId);
    expect(waiting?.text).toBe("It was a quotation.");
    // Not by whoever decided, where there is somebody else.
    const answer = { granted: true, answer: "So it was." };
    expect((await mia.post(`${API}/appeals/${waiting?.id}/answer`, answer)).status).toBe(403);
    expect((await moe.post(`${API}/appeals/${waiting?.id}/answer`, answer)).status).toBe(200);
    expect((await mail.next(`${person.username}@example.org`)).text).toContain("So it was.");
    expect(await signIn(person.username)).toMatchObject({ status: 303, location: "/settings" });
  });

  it("finds the same by name and password, without mail", async () => {
    const { person, actionId } = await decideAbout(`ben_${kind}`, kind, { hasMail: false });
    expect((await signIn(person.username, "not the password at all")).status).toBe(422);
    const { browser, location } = await signIn(person.username);
    expect(location).toBe("/decisions");
    expect(browser.cookie("session")).toBeUndefined();
    expect((await browser.get("/decisions")).text).toContain(`/decisions/${actionId}`);
    const sent = await browser.send(`/decisions/${actionId}/appeal`, { text: "Not me." });
    expect(sent.location).toBe(`/decisions/${actionId}?sent`);
    clock.advance(3 * 3_600_000);
    expect((await browser.get("/decisions")).location).toMatch(/^\/auth\/sign_in/);
  });
});

describe("a pass", () => {
  it("is none when it was altered or is too old, and shows nothing about others", async () => {
    const { person, actionId } = await decideAbout("cleo", "suspend");
    const link = linkIn(await mail.next("cleo@example.org"));
    const other = await decideAbout("dan", "suspend");
    const browser = openBrowser(rig.origin);
    const altered = link.replace(/token=(.)/, (_, first) => `token=${first === "A" ? "B" : "A"}`);
    expect((await browser.get(altered)).status).toBe(404);
    expect((await browser.get(`/decisions/pass/${actionId}`)).status).toBe(404);
    await browser.get(link);
    expect((await browser.get(`/decisions/${other.actionId}`)).status).toBe(404);
    const foreign = await browser.send(`/decisions/${other.actionId}/appeal`, { text: "For somebody else." });
    expect(foreign.status).toBe(404);
    const crossSite = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await browser.send(`/decisions/${actionId}/appeal`, { text: "x" }, crossSite)).status).toBe(403);

    // Nothing is erased while there is time for an appeal, and the link works as long.
    clock.advance(59 * DAY_MS);
    await eraseLongSuspended(rig.ctx);
    const state = async () =>
      (await rig.ctx.sql<{ state: string }[]>`select state from accounts where id = ${person.id}`)[0]?.state;
    expect(await state()).toBe("suspended");
    expect((await openBrowser(rig.origin).get(link)).status).toBe(303);
    clock.advance(2 * DAY_MS);
    expect((await openBrowser(rig.origin).get(link)).status).toBe(404);
    await eraseLongSuspended(rig.ctx);
    expect(await state()).toBe("deleted");
  });

  it("is needed no more when the decision is taken back, of which the letter and a message tell", async () => {
    const { person, actionId } = await decideAbout("gus", "suspend");
    const old = linkIn(await mail.next("gus@example.org"));
    expect((await openBrowser(rig.origin).get(old)).status).toBe(303);
    expect(
      (await moe.post(`${API}/actions/${actionId}/undo`, { reason: "Somebody else's words." })).status,
    ).toBe(200);
    const letter = await mail.next("gus@example.org");
    expect(letter.text).toContain("The moderators have taken back what they decided on");
    expect(letter.text).toContain("Somebody else's words.");
    expect(linkIn(letter)).toBe(`/decisions/${actionId}`);
    // Who reads old letters of theirs reads no more than those.
    expect((await openBrowser(rig.origin).get(old)).status).toBe(404);
    await rig.node.settle();
    const { body } = await person.get("/api/v1/notifications?types[]=mention");
    expect(body).toHaveLength(1);
    expect(body[0].status.content).toContain("The moderators have taken back what they decided on");
    // A chore may be done twice.
    await tellUndone(rig.ctx, actionId);
    expect((await person.get("/api/v1/notifications?types[]=mention")).body).toHaveLength(1);
  });

  it("is not given for a password alone where there is an authenticator, nor where nothing was decided", async () => {
    const { person } = await decideAbout("eve", "freeze");
    await rig.ctx.sql`insert into authenticators (account_id, secret, enabled_at, created_at)
      values (${person.id}, 'JBSWY3DPEHPK3PXP', ${clock.now()}, ${clock.now()})`;
    expect((await signIn("eve")).status).toBe(403);
    const fay = await rig.person("fay");
    await rig.ctx.sql`update logins set disabled_at = ${clock.now()} where account_id = ${fay.id}`;
    expect((await signIn("fay")).status).toBe(403);
  });
});
