import { describe, expect, it } from "vitest";
import { composeMarkdown } from "./markdown.ts";
import { sanitize } from "./sanitize.ts";

const resolver = {
  mention: ({ username, domain }: { username: string; domain: string | null }) =>
    username === "nobody" ? null : { username, url: `https://${domain ?? "here.example"}/@${username}` },
  hashtagUrl: (name: string) => `https://here.example/tags/${name}`,
};
const ana =
  '<span class="h-card" translate="no"><a href="https://here.example/@ana" class="u-url mention" rel="nofollow noopener noreferrer" target="_blank">@<span>ana</span></a></span>';

describe("composeMarkdown", () => {
  it("links mentions and hashtags inside emphasis and lists", () => {
    const html = composeMarkdown("**hi @ana**\n\n- #tea", resolver);
    expect(html).toMatch(/^<p><strong>hi <span class="h-card"/);
    expect(html).toContain('href="https://here.example/tags/tea"');
    expect(html).toContain("<li>");
  });

  it("links somebody elsewhere as a mention, not as mail", () => {
    const html = composeMarkdown("hello @ana@example.social!", resolver);
    expect(html).toContain('href="https://example.social/@ana"');
    expect(html).not.toContain("mailto:");
  });

  it("leaves names in code, in links, and of nobody alone", () => {
    const html = composeMarkdown("`@ana #tea` [see @ana](https://a.example/) @nobody", resolver);
    expect(html).toContain("<code>@ana #tea</code>");
    expect(html).toContain(">see @ana</a>");
    expect(html).toContain("@nobody");
    expect(html).not.toContain("h-card");
  });

  it("shows HTML as text, and is left unchanged by the sanitiser", () => {
    const html = composeMarkdown("<script>alert(1)</script> *a* https://a.example/x @ana", resolver);
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain('href="https://a.example/x"');
    expect(sanitize(html)).toBe(html);
    expect(html.replaceAll(/ target="_blank"| rel="[^"]*"/g, "")).toContain(
      ana.replaceAll(/ target="_blank"| rel="[^"]*"/g, ""),
    );
  });
});
