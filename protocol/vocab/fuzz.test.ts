import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlain } from "./context.ts";
import { inspectDocument } from "./inspect.ts";
import { readAccount } from "./read/account.ts";
import { readActivity } from "./read/activity.ts";
import { readAuthorization } from "./read/authorization.ts";
import { readCollection } from "./read/collection.ts";
import { readVote } from "./read/poll.ts";
import { readPost } from "./read/post.ts";
import { readWebFinger } from "./read/webfinger.ts";

const readers = [
  readPost,
  readAccount,
  readActivity,
  readCollection,
  readAuthorization,
  readWebFinger,
  readVote,
  inspectDocument,
  isPlain,
];

const names = (
  "id type @context actor object to cc tag attachment url href name content contentMap summary attributedTo inReplyTo icon " +
  "image publicKey assertionMethod endpoints oneOf anyOf replies totalItems closed endTime startTime location address published " +
  "preferredUsername inbox interactionPolicy canQuote automaticApproval mediaType source language identifier quote " +
  "focalPoint duration subtitleLanguage rel mimeType width height fps size aspectRatio loops blurhash attachment audio as:content https://www.w3.org/ns/activitystreams#to @id @type @value @list __proto__ constructor"
).split(" ");
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    "",
    0,
    -1,
    1e308,
    "Note",
    "Person",
    "Create",
    "Question",
    "Video",
    "Event",
    "Hashtag",
    "Mention",
    "Emoji",
    "Link",
    "Image",
    "Document",
    "https://a.example/1",
    "https://a.example/users/ana",
    "https://b.example/2",
    "as:Public",
    "2024-02-30T25:61:00Z",
    "PT1H",
    "<p>x</p>",
    "text/markdown",
    "https://a.example/x.png",
    "https://a.example/x.mp4",
    "https://a.example/x.m3u8",
    "video/mp4",
    "application/x-mpegURL",
    "\u202e",
    "%E0%A4%A",
    "https://www.w3.org/ns/activitystreams",
  ),
  fc.string({ maxLength: 12 }),
  fc.double(),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("json"), { maxKeys: 14 }),
  ),
}));
const shaped = fc
  .tuple(fc.dictionary(fc.constantFrom(...names), json, { maxKeys: 20 }), json)
  .map(([members, object]) => ({
    id: "https://a.example/1",
    type: "Note",
    attributedTo: "https://a.example/users/ana",
    object,
    ...members,
  }));

describe("every reader", () => {
  it("answers any JSON without throwing", () => {
    fc.assert(
      fc.property(fc.oneof(json, shaped, fc.jsonValue()), (document) => {
        for (const read of readers) read(document);
      }),
      { numRuns: 3_000 },
    );
  });

  it("gives up early on what is deep or large", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 5_000; level++)
      deep = { object: deep, type: "Create", actor: "https://a.example/u" };
    expect(readActivity(deep)).toMatchObject({ ok: false, error: { type: "document/too-deep" } });
    const large = {
      id: "https://a.example/1",
      type: "Note",
      tag: Array.from({ length: 60_000 }, () => ({ type: "Mention" })),
    };
    expect(readPost(large)).toMatchObject({ ok: false, error: { type: "document/too-large" } });
  });
});
