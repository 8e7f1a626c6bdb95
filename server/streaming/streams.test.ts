import { expect, it } from "vitest";
import { streamAt } from "./paths.ts";
import { findStream } from "./streams.ts";

const ana = { accountId: "0198c0de-0000-7000-8000-000000000001", scopes: ["read"] };
const nobody = { accountId: null, scopes: [] };
const none = () => null;

it("finds a hashtag however it is written, and says it as it was asked for", () => {
  for (const tag of ["Tea", "#tea", "ＴＥＡ"])
    expect(findStream(nobody, "hashtag", () => tag)).toEqual({
      name: "hashtag",
      key: "tea",
      label: ["hashtag", tag],
    });
});

it("gives nobody in particular what is public, and nothing else", () => {
  for (const name of ["public", "public:local", "public:remote:media"])
    expect(findStream(nobody, name, none)).toEqual({ name, key: "", label: [name] });
  for (const name of ["user", "user:notification", "direct", "list"])
    expect(findStream(nobody, name, none)).toEqual({ error: "Missing access token", status: 401 });
});

it.each([
  ["user", "read:statuses", "read:notifications"],
  ["user:notification", "read:notifications", "read:statuses"],
  ["direct", "read:statuses", "write"],
])("wants of %s the scope %s", (name, wanted, other) => {
  expect(findStream({ ...ana, scopes: [wanted] }, name, none)).toMatchObject({ name, key: ana.accountId });
  expect(findStream({ ...ana, scopes: [other] }, name, none)).toMatchObject({ status: 401 });
});

it.each([
  ["/api/v1/streaming/user/notification", "", "user:notification"],
  ["/api/v1/streaming/public", "only_media=true", "public:media"],
  ["/api/v1/streaming/public/remote/", "only_media=1", "public:remote:media"],
  ["/api/v1/streaming/user", "only_media=true", "user"],
  ["/api/v1/streaming", "stream=direct", "direct"],
  ["/api/v1/streaming/", "", null],
  ["/api/v1/streaming/public/media", "", null],
])("takes %s?%s for %s", (path, query, name) => {
  expect(streamAt(path, new URLSearchParams(query))).toBe(name);
});
