import { expect, it } from "vitest";
import { mediumOf } from "#test/support/medium.ts";
import { mediaEntity } from "./media.ts";

const proxy = {
  of: (url: string | null, size: string) => (url?.startsWith("https:") ? `/proxy/${size}/${url}` : null),
  read: () => null,
};
const medium = mediumOf({
  kind: "document",
  url: "https://there.example/a.pdf",
  mediaType: "application/pdf",
});

it("links a document to where it is, as this node shows none", () => {
  expect(mediaEntity({ proxy }, medium)).toMatchObject({
    type: "unknown",
    url: medium.url,
    remote_url: medium.url,
  });
});

it("links no document to what is no place in the web", () => {
  expect(mediaEntity({ proxy }, { ...medium, url: "javascript:alert(1)" }).url).toBeNull();
});

it("has this node show a picture", () => {
  const shown = mediaEntity({ proxy }, { ...medium, kind: "image", url: "https://there.example/a.png" });
  expect(shown).toMatchObject({
    url: "/proxy/original/https://there.example/a.png",
    preview_url: "/proxy/small/https://there.example/a.png",
    remote_url: "https://there.example/a.png",
  });
});
