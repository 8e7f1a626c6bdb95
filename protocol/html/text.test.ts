import { describe, expect, it } from "vitest";
import { markdownToHtml } from "./markdown.ts";
import { htmlToText } from "./text.ts";

describe("htmlToText", () => {
  it.each([
    ["<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"],
    ["<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"],
    ["<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"],
    ["a &lt;b&gt; &amp;amp; &#8217;", "a <b> &amp; ’"],
    ["<pre>x\n  y</pre>", "x\n  y"],
    [
      '<a href="https://a.example/x"><span class="invisible">https://</span>a.example/x</a>',
      "https://a.example/x",
    ],
    ['<p>hi<span class="quote-inline"><br>RE: <span>x</span></span></p>', "hi"],
    ["<h2>T</h2>text", "T\n\ntext"],
    ["<script>x</script>", ""],
    ["<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1  2\n3"],
    ["plain\n text", "plain text"],
  ])("%s", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});

describe("markdownToHtml", () => {
  it("shows HTML as text and links bare addresses", () => {
    const html = markdownToHtml("<script>x</script> https://a.example\n- a\n- b");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain('<a href="https://a.example" rel="nofollow noopener noreferrer">');
    expect(html).toContain("<li>a</li>");
  });

  it("makes no link of a javascript address", () => {
    expect(markdownToHtml("[x](javascript:alert(1)) ![y](data:image/png;base64,xx)")).not.toContain("<a");
  });
});
