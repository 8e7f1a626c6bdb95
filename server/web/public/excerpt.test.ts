import { describe, expect, it } from "vitest";
import { excerpt } from "./excerpt.ts";

describe("excerpt", () => {
  it("makes one line of paragraphs", () => {
    expect(excerpt("<p>One &lt;two&gt;</p><p>three</p>", 100)).toBe("One <two> three");
  });

  it("cuts at a word, or inside one that is longer than half of what is allowed", () => {
    expect(excerpt("<p>One two three</p>", 9)).toBe("One two…");
    expect(excerpt("<p>🙂🙂🙂🙂</p>", 2)).toBe("🙂🙂…");
  });
});
