import { describe, expect, it } from "vitest";
import { readActivity } from "./activity.ts";
import { readFlag } from "./flag.ts";

const here = "https://moot.example";
const read = (members: object) => {
  const activity = readActivity({ type: "Flag", actor: "https://peer.example/actor", ...members });
  if (!activity.ok) throw new Error(activity.error.type);
  return readFlag(activity.value);
};

describe("a Flag", () => {
  it("of Mastodon and GoToSocial names an account and its posts in an array", () => {
    const object = [`${here}/users/1`, `${here}/posts/2`, `${here}/posts/2`];
    expect(read({ object, content: "Please look at this" })).toEqual({
      subjects: [`${here}/users/1`, `${here}/posts/2`],
      comment: "Please look at this",
      links: [],
      reasons: [],
      startAt: null,
      endAt: null,
    });
  });

  it("of Lemmy and mbin names one post, to a community, with its reason in either place", () => {
    const lemmy = { to: [`${here}/users/tea`], object: `${here}/posts/2`, summary: "Spam" };
    expect(read(lemmy)).toMatchObject({ subjects: [`${here}/posts/2`], comment: "Spam" });
    const nothing = {
      object: `${here}/posts/2`,
      audience: `${here}/users/tea`,
      summary: null,
      content: null,
    };
    expect(read(nothing).comment).toBe("");
    expect(read({ object: `${here}/posts/2`, summary: "Spam", content: "It sells tea" }).comment).toBe(
      "Spam\n\nIt sells tea",
    );
  });

  it("of PeerTube says why and where in the film", () => {
    const tag = [{ type: "Hashtag", name: "spamOrMisleading" }, { name: "thumbnails" }];
    expect(read({ object: `${here}/videos/3`, content: "x", tag, startAt: 12, endAt: "90" })).toMatchObject({
      reasons: ["spamOrMisleading", "thumbnails"],
      startAt: 12,
      endAt: 90,
    });
    expect(read({ object: `${here}/videos/3`, startAt: -1, endAt: 1e9 })).toMatchObject({
      startAt: null,
      endAt: null,
    });
  });

  it("of Funkwhale says why as a hashtag", () => {
    expect(
      read({ object: `${here}/users/1`, tag: { type: "Hashtag", name: "#illegal_content" } }).reasons,
    ).toEqual(["illegal_content"]);
  });

  it("of Misskey names posts by their addresses in its text", () => {
    const content = `Note: ${here}/@ana/2, and (${here}/posts/3).\n-----\nRude`;
    expect(read({ object: `${here}/users/1`, content }).links).toEqual([`${here}/@ana/2`, `${here}/posts/3`]);
  });

  it("of Pleroma holds whole posts, of which only the ids are believed", () => {
    const object = [`${here}/users/1`, { type: "Note", id: `${here}/posts/2`, content: "<p>invented</p>" }];
    expect(read({ object }).subjects).toEqual([`${here}/users/1`, `${here}/posts/2`]);
  });

  it("has no characters that deceive in its words, and no end of them", () => {
    expect(read({ object: `${here}/users/1`, content: "a\u0000b\u202ec\u0007d" }).comment).toBe("abcd");
    expect(read({ object: `${here}/users/1`, content: "x".repeat(100_000) }).comment).toHaveLength(5_000);
    const tag = Array.from({ length: 100 }, (_, at) => ({
      name: `reason${String.fromCharCode(97 + (at % 26))}`,
    }));
    expect(read({ object: `${here}/users/1`, tag }).reasons).toHaveLength(10);
  });
});
