import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRule } from "#server/site/rules.ts";
import { languages } from "#server/web/messages/languages.ts";
import { must } from "#test/e2e/people.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

const clock = createFakeClock(new Date("2026-02-10T10:00:00Z"));
const DAY_MS = 86_400_000;

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig({ TRANSPARENCY_PERIOD: "month" }, { clock });
}, 60_000);
afterAll(() => rig.close());

async function open(path: string, headers: Record<string, string> = {}) {
  const {
    status,
    headers: got,
    body,
  } = await rig.request("GET", path, {
    headers: { accept: "text/html", ...headers },
  });
  return { status, html: String(body), headers: got };
}

describe("the page of figures", () => {
  it("says that nothing has happened, and when there will be something, before there is", async () => {
    const { status, html } = await open("/about/transparency");
    expect(status).toBe(200);
    expect(html).toContain("Nothing was decided, reported or appealed against in this period.");
    expect(html).not.toContain("<table>");
    const mona = await rig.person("mona", { role: "moderator" });
    const ana = await rig.person("ana");
    const rule = must(await addRule(rig.ctx, { text: "No <advertising>." })).id;
    for (let n = 0; n < 12; n++) {
      const id = await rig.publish(ana, "buy this");
      const subject = { kind: "post", id };
      await mona.post("/api/folkmoot/v1/actions", {
        subject,
        kind: "remove",
        category: "spam",
        rule_ids: [rule],
      });
    }
    expect((await open("/about/transparency")).html).toContain(
      "The first figures will be here on Mar 1, 2026",
    );
    clock.advance(20 * DAY_MS);
  });

  it.each(languages)("has every figure with its meaning and its caption, in %s", async (lang) => {
    const { status, html, headers } = await open(`/about/transparency?lang=${lang}`);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=600"]);
    expect(html).toContain(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`);
    expect(html.match(/<h3/g)).toHaveLength(16);
    const tables = html.match(/<table>/g)?.length ?? 0;
    expect(tables).toBeGreaterThan(4);
    expect(html.match(/<caption/g)).toHaveLength(tables);
    expect(html).toContain("No &lt;advertising&gt;.");
    expect(html).not.toMatch(/undefined|NaN|\[object|>(?:transparency|figure|column)\./);
  });

  it("leads to the same as CSV and JSON, to the period before, and to no period that is not over", async () => {
    const { html } = await open("/about/transparency");
    expect(html).toContain("Feb 1, 2026 to Feb 28, 2026");
    const links = [...html.matchAll(/href="(\/(?:api|about)[^"]*transparency[^"]*)"/g)].map(([, to]) =>
      to?.replaceAll("&amp;", "&"),
    );
    expect(links).toContain("/api/folkmoot/v1/transparency.csv?from=2026-02-01&until=2026-02-28");
    for (const to of links) expect((await rig.request("GET", to as string)).status).toBe(200);
    expect(html).not.toContain('rel="next"');
    const before = await open("/about/transparency?from=2026-01-31");
    expect(before.html).toContain("Jan 1, 2026 to Jan 31, 2026");
    expect(before.html).toContain('rel="next" href="/about/transparency?from=2026-02-01&amp;lang=en"');
    for (const from of ["2026-03-01", "yesterday"])
      expect((await open(`/about/transparency?from=${from}`)).status).toBe(404);
  });

  it("is written in the language of the browser, and stands where the site says what it is", async () => {
    expect((await open("/about/transparency", { "accept-language": "de" })).html).toContain("Transparenz");
    expect((await open("/about")).html).toContain('href="/about/transparency"');
    expect((await open("/")).html).toContain('href="/about/transparency"');
  });
});
