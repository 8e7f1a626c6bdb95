import * as vocab from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import { describe, expect, it } from "vitest";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import { readAuthorization } from "#protocol/vocab/read/authorization.ts";
import { readCollection } from "#protocol/vocab/read/collection.ts";
import { readVote } from "#protocol/vocab/read/poll.ts";
import { writeAccept, writeReject } from "#protocol/vocab/write/accept.ts";
import { writeAccount } from "#protocol/vocab/write/account.ts";
import { writeAdd, writeRemove } from "#protocol/vocab/write/add.ts";
import { writeAnnounce } from "#protocol/vocab/write/announce.ts";
import { writeBlock } from "#protocol/vocab/write/block.ts";
import { writeCollection, writePage } from "#protocol/vocab/write/collection.ts";
import { writeCreate } from "#protocol/vocab/write/create.ts";
import { writeDelete } from "#protocol/vocab/write/delete.ts";
import { writeEmojiReact } from "#protocol/vocab/write/emoji-react.ts";
import { writeFlag } from "#protocol/vocab/write/flag.ts";
import { writeFollow } from "#protocol/vocab/write/follow.ts";
import { writeLike } from "#protocol/vocab/write/like.ts";
import { writeMove } from "#protocol/vocab/write/move.ts";
import { writePost } from "#protocol/vocab/write/post.ts";
import { writeQuoteAuthorization, writeQuoteRequest } from "#protocol/vocab/write/quote-request.ts";
import { writeTombstone } from "#protocol/vocab/write/tombstone.ts";
import { writeUndo } from "#protocol/vocab/write/undo.ts";
import { writeUpdate } from "#protocol/vocab/write/update.ts";
import { writeVote } from "#protocol/vocab/write/vote.ts";
import { account, actor, bob, emoji, followers, id, post, quoted } from "./samples.ts";

/** Fedify expands JSON-LD in full, as strict peers do; only contexts that it ships may be needed. */
async function contextLoader(url: string) {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`unexpected context ${url}`);
  return { contextUrl: null, document, documentUrl: url };
}

async function asFedifyReads(json: JsonObject): Promise<vocab.Object> {
  return await vocab.Object.fromJsonLd(json, { contextLoader, documentLoader: contextLoader });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const document = writePost(post, {
  followers,
  likes: id("posts/1/likes"),
  shares: id("posts/1/shares"),
  hashtagUrl: (name) => id(`tags/${name}`),
});

describe("a post as Fedify reads it", () => {
  it("keeps its text, author, audience, poll, tags, media and quote", async () => {
    const read = await asFedifyReads(document);
    if (!(read instanceof vocab.Question)) throw new Error("not a Question");
    expect(read.id?.href).toBe(post.iri);
    expect(String(read.content)).toBe(post.html);
    expect(String(read.summary)).toBe("drinks");
    expect(read.sensitive).toBe(true);
    expect(read.attributionId?.href).toBe(actor);
    expect(read.toIds.map(String)).toEqual([PUBLIC]);
    expect(read.ccIds.map(String)).toEqual([followers, bob]);
    expect(read.replyTargetId?.href).toBe(quoted);
    expect(read.voters).toBe(1);
    const options = await all(read.getInclusiveOptions({ contextLoader }));
    expect(options.map((option) => String(option.name))).toEqual(["Yes", "No"]);
    const tags = await all(read.getTags({ contextLoader }));
    expect(tags.map((tag) => tag.constructor.name).sort()).toEqual(["Emoji", "Hashtag", "Mention"]);
    const [attachment] = await all(read.getAttachments({ contextLoader }));
    if (!(attachment instanceof vocab.Document)) throw new Error("not a Document");
    expect(attachment.mediaType).toBe("image/png");
    expect(String(attachment.name)).toBe("A cup");
    expect(read.quoteId?.href).toBe(quoted);
    expect(read.quoteUrl?.href).toBe(quoted);
    expect(read.quoteAuthorizationId?.href).toBe("https://b.example/stamps/1");
    expect(read.interactionPolicy?.canQuote?.automaticApprovals.map(String)).toEqual([followers]);
  });
});
describe("an actor as Fedify reads it", () => {
  it("keeps its name, collections, keys, fields and aliases", async () => {
    const read = await asFedifyReads(writeAccount(account));
    if (!(read instanceof vocab.Person)) throw new Error("not a Person");
    expect(read.preferredUsername).toBe("ana");
    expect(read.inboxId?.href).toBe(account.inbox);
    expect(read.endpoints?.sharedInbox?.href).toBe(account.sharedInbox);
    expect(read.followersId?.href).toBe(followers);
    expect(read.featuredId?.href).toBe(account.featured);
    expect(read.manuallyApprovesFollowers).toBe(true);
    expect(read.discoverable).toBe(true);
    expect(read.aliasIds.map(String)).toEqual([bob]);
    const [key] = await all(read.getAssertionMethods({ contextLoader }));
    expect(key?.id?.href).toBe(account.keys[0]?.id);
    expect(key?.publicKey?.algorithm.name).toBe("Ed25519");
    const [field] = await all(read.getAttachments({ contextLoader }));
    expect(field).toBeInstanceOf(vocab.PropertyValue);
  });
});

const parts = { iri: id("activities/1"), actor };
const follow = writeFollow({ ...parts, object: bob });
const request = writeQuoteRequest({ ...parts, quoted, quote: document, author: bob });
const to = [PUBLIC];
const activities: [string, JsonObject, new (...parts: never[]) => vocab.Object][] = [
  ["Create", writeCreate({ ...parts, post: document }), vocab.Create],
  ["Update of a post", writeUpdate({ ...parts, object: document }), vocab.Update],
  ["Update of an actor", writeUpdate({ ...parts, object: writeAccount(account) }), vocab.Update],
  [
    "Delete",
    writeDelete({ ...parts, object: writeTombstone(post.iri, { type: "Note", deletedAt: new Date(0) }), to }),
    vocab.Delete,
  ],
  ["Undo", writeUndo({ ...parts, activity: follow }), vocab.Undo],
  ["Follow", follow, vocab.Follow],
  ["Accept", writeAccept({ ...parts, activity: follow, to: bob }), vocab.Accept],
  [
    "Accept of a QuoteRequest",
    writeAccept({ ...parts, activity: request, to: bob, result: id("quotes/1") }),
    vocab.Accept,
  ],
  ["Reject", writeReject({ ...parts, activity: bob, to: bob }), vocab.Reject],
  ["Like", writeLike({ ...parts, object: quoted, author: bob }), vocab.Like],
  ["EmojiReact", writeEmojiReact({ ...parts, object: quoted, author: bob, emoji }), vocab.EmojiReact],
  ["Announce", writeAnnounce({ ...parts, object: quoted, to, cc: [followers, bob] }), vocab.Announce],
  [
    "Announce of an activity",
    writeAnnounce({ ...parts, object: writeCreate({ ...parts, post: document }), to }),
    vocab.Announce,
  ],
  ["Block", writeBlock({ ...parts, object: bob }), vocab.Block],
  ["Flag", writeFlag({ ...parts, objects: [bob, quoted], reason: "spam" }), vocab.Flag],
  ["Move", writeMove({ ...parts, target: bob, followers }), vocab.Move],
  ["Add", writeAdd({ ...parts, object: post.iri, target: id("users/ana/featured") }), vocab.Add],
  ["Remove", writeRemove({ ...parts, object: post.iri, target: id("users/ana/featured") }), vocab.Remove],
  [
    "a vote",
    writeVote({ ...parts, vote: id("votes/1"), question: quoted, author: bob, option: "Yes" }),
    vocab.Create,
  ],
  ["QuoteRequest", request, vocab.QuoteRequest],
];

describe("activities", () => {
  it.each(activities)("%s is one to Fedify and to our own reader", async (_name, json, type) => {
    const read = await asFedifyReads(json);
    expect(read).toBeInstanceOf(type);
    expect(read.id?.href).toBe(parts.iri);
    expect(readActivity(json)).toMatchObject({ ok: true, value: { iri: parts.iri, actor, type: json.type } });
    expect(JSON.stringify(json)).not.toMatch(/"b(to|cc)"/);
  });

  it("carry the audience of what they carry", () => {
    expect(writeCreate({ ...parts, post: document })).toMatchObject({
      to: post.to,
      cc: post.cc,
      published: "2026-01-01T00:00:00.000Z",
    });
    expect(writeUndo({ ...parts, activity: follow })).toMatchObject({ to: [bob] });
    expect(writeFollow({ ...parts, object: PUBLIC })).not.toHaveProperty("to");
  });

  it("name one context, outside", () => {
    const create = writeCreate({ ...parts, post: document });
    expect(create.object).not.toHaveProperty("@context");
    expect(create["@context"]).toEqual(document["@context"]);
  });

  it("are read as votes and stamps", () => {
    const vote = writeVote({ ...parts, vote: id("votes/1"), question: quoted, author: bob, option: "Yes" });
    expect(readVote(vote.object)).toEqual({
      iri: id("votes/1"),
      question: quoted,
      option: "Yes",
      voter: actor,
    });
    const stamp = writeQuoteAuthorization({
      iri: id("quotes/1"),
      author: actor,
      quoted: post.iri,
      quote: quoted,
    });
    expect(readAuthorization(stamp)).toMatchObject({
      ok: true,
      value: { author: actor, interactingObject: quoted, interactionTarget: post.iri },
    });
  });

  it("have stamps that Fedify reads", async () => {
    const stamp = await asFedifyReads(
      writeQuoteAuthorization({ iri: id("quotes/1"), author: actor, quoted: post.iri, quote: quoted }),
    );
    if (!(stamp instanceof vocab.QuoteAuthorization)) throw new Error("not a QuoteAuthorization");
    expect(stamp.interactingObjectId?.href).toBe(quoted);
    expect(stamp.interactionTargetId?.href).toBe(post.iri);
  });
});

describe("collections", () => {
  it("are read back, by Fedify too", async () => {
    const collection = writeCollection({
      iri: followers,
      totalItems: 2,
      first: id("users/ana/followers?page=1"),
    });
    expect(readCollection(collection)).toMatchObject({
      ok: true,
      value: { totalItems: 2, items: [], first: { iri: id("users/ana/followers?page=1") } },
    });
    expect(await asFedifyReads(collection)).toBeInstanceOf(vocab.OrderedCollection);
    const page = writePage({
      iri: id("users/ana/followers?page=1"),
      partOf: followers,
      items: [bob],
      next: null,
    });
    expect(readCollection(page)).toMatchObject({
      ok: true,
      value: { items: [{ iri: bob }], next: null, partOf: followers },
    });
    expect(await asFedifyReads(page)).toBeInstanceOf(vocab.OrderedCollectionPage);
  });
});
