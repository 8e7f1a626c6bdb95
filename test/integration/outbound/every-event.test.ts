import * as vocab from "@fedify/vocab";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import { beforeAll, describe, expect, it } from "vitest";
import { createDocumentSigner, type SignDocument } from "#federation/delivery/sign.ts";
import { buildActivities } from "#federation/outbound.ts";
import type { EventOf } from "#federation/outgoing.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import { bundledContext } from "#federation/remote/contexts.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { addressing } from "#protocol/ids/visibility.ts";
import { writeContextNote } from "#protocol/moot/context-note.ts";
import { writeDecision } from "#protocol/moot/decision.ts";
import { decisionContext } from "#protocol/moot/decision-context.ts";
import { makeMoot } from "#protocol/moot/fixtures/moot.ts";
import { isPlain } from "#protocol/vocab/context.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import { writeAnnounce } from "#protocol/vocab/write/announce.ts";
import { newKeys, profileOf } from "./keys.ts";
import { emptyWorld, id, localAccount, node, now, portsOf, postBy, remoteAccount, uris } from "./rig.ts";

const ana = localAccount("ana");
const suspended = { ...localAccount("sam"), state: "suspended" as const };
const bob = remoteAccount("bob", "b.example");
const theirs = postBy(bob, id(2), "public");
const quote = { iri: theirs.post.iri, authorization: null };
const ours = postBy(ana, id(1), "public", [bob], { quote, quotePolicy: "followers", hashtags: ["tea"] });
const gone = { ...postBy(ana, id(3), "public"), deletedAt: now };
const follow = { followIri: uris.activity(id(4)), followerId: ana.id, followeeId: bob.id };
const followed = { followIri: `${bob.iri}/f/1` as Iri, followerId: bob.id, followeeId: ana.id };
const block = { accountId: ana.id, targetId: bob.id, blockIri: uris.activity(id(5)) };
const relay = { inbox: "https://relay.example/inbox" as Iri, followIri: uris.activity(id(6)) };

/** One of each: the compiler sees to it that none is forgotten. */
const events: { readonly [K in OutboundEvent["kind"]]: Omit<EventOf<K>, "kind"> } = {
  "account.deleted": { accountId: ana.id },
  "account.moved": { accountId: ana.id, target: bob.iri },
  "account.suspended": { accountId: suspended.id },
  "account.updated": { accountId: ana.id },
  "block.created": block,
  "block.undone": block,
  "boost.created": { boostId: id(7) },
  "boost.undone": { accountId: ana.id, boostIri: uris.activity(id(7)), postId: id(2), visibility: "public" },
  "channel.followed": { ownerId: ana.id, followerId: bob.id, followIri: followed.followIri },
  "follow.accepted": followed,
  "follow.rejected": followed,
  "follow.requested": follow,
  "follow.undone": follow,
  "moot.decision": { activityId: id(6) },
  "note.announced": {
    noteIri: uris.contextNote(id(5)),
    document: writeContextNote({
      id: uris.contextNote(id(5)),
      attributedTo: uris.nodeActor(),
      published: "2026-11-26T08:00:00Z",
      updated: "2026-11-26T08:00:00Z",
      about: theirs.post.iri,
      status: "helpful",
      content: "It was on another day.",
      sources: ["https://archive.example/a" as Iri],
      whyNoSource: null,
      language: "en",
      author: "Quiet Heron 12",
      ratings: 20,
    }),
  },
  "pin.added": { accountId: ana.id, postId: id(1) },
  "pin.removed": { accountId: ana.id, postId: id(1) },
  "poll.closed": { postId: id(1) },
  "post.created": { postId: id(1) },
  "post.deleted": { postId: id(3) },
  "post.edited": { postId: id(1) },
  "post.removed": { postId: id(3), removalIri: uris.activity(id(9)), summary: "spam" },
  "post.restored": { postId: id(1), removalIri: uris.activity(id(9)), summary: "spam" },
  "quote.answered": { authorizationId: id(8) },
  "quote.requested": { postId: id(1) },
  "quote.revoked": { authorizationId: "revoked" },
  "reaction.created": { reactionId: id(8) },
  "reaction.undone": {
    accountId: ana.id,
    reactionIri: uris.activity(id(8)),
    postId: id(2),
    reaction: "emoji",
    emoji: "blob",
  },
  "relay.followed": { relayId: id(6) },
  "relay.unfollowed": { ...relay, relayActor: null },
  "report.answered": {
    flagIri: `${bob.iri}/flags/1` as Iri,
    accountId: bob.id,
    subjects: [ana.iri],
    acted: true,
    actions: ["remove"],
    rules: ["Be kind"],
    text: "It was removed.",
    at: "2026-11-26T08:00:00.000Z",
  },
  "report.note": {
    noteIri: uris.activity(id(9)),
    flagIri: `${bob.iri}/flags/1` as Iri,
    accountId: bob.id,
    text: "Which post do you mean?",
    at: "2026-11-26T08:00:00.000Z",
  },
  "report.forwarded": {
    reportIri: uris.activity(id(8)),
    targetId: bob.id,
    subjects: [bob.iri, theirs.post.iri],
    comment: "spam",
  },
  "vote.cast": { accountId: ana.id, postId: id(2) },
};

const world = emptyWorld();
let sign: SignDocument;
const log = {
  warn(fields: object) {
    throw new Error("signed in part", { cause: fields });
  },
};

/** As strict as can be: what is not bundled is an error. */
const contextLoader: DocumentLoader = async (url) => {
  const document = bundledContext(url);
  if (document === null) throw new Error(`would fetch ${url}`);
  return { contextUrl: null, documentUrl: url, document };
};

beforeAll(async () => {
  const keys = await newKeys(ana);
  sign = createDocumentSigner(
    { accounts: { signer: async () => keys.signer }, clock: { now: () => now }, log },
    contextLoader,
  );
  world.accounts = [ana, suspended, bob, node];
  world.profile = profileOf(ana, keys);
  world.posts = [ours, theirs, gone];
  world.boost = {
    id: id(7),
    iri: uris.activity(id(7)),
    by: ana,
    post: theirs.post.iri,
    postAuthor: bob,
    visibility: "public",
    createdAt: now,
  };
  world.reaction = {
    iri: uris.activity(id(8)),
    kind: "emoji",
    by: ana,
    post: theirs.post.iri,
    postAuthor: bob,
    emoji: "blob",
    emojiUrl: "https://home.example/blob.png",
  };
  world.vote = {
    question: theirs.post.iri,
    author: bob,
    votes: [{ iri: uris.activity(id(9)), option: "tea" }],
    closesAt: null,
  };
  world.relay = { ...relay, style: "mastodon", actorIri: null };
  const announce = await announcement();
  world.announcement = {
    json: announce,
    body: new TextEncoder().encode(JSON.stringify(announce)),
    isPublic: true,
    concerned: [bob.id],
  };
});

/** A decision's `Announce`, as `server/moot/publish.ts` signs it. */
async function announcement() {
  const { decision } = await makeMoot();
  return writeAnnounce({
    iri: uris.activity(id(6)),
    actor: node.iri,
    object: { ...writeDecision(decision), "@context": decisionContext },
    ...addressing("public", uris.followers(node.id), []),
  });
}

describe("what is sent for", () => {
  it.each(Object.entries(events))(
    "%s is one to Fedify and to our own reader, and hides nobody",
    async (kind, fields) => {
      const state = kind === "quote.revoked" ? "revoked" : "accepted";
      world.stamp = {
        iri: uris.quoteAuthorization(id(8)),
        author: ana,
        quoted: ours.post.iri,
        quoting: theirs.post.iri,
        quotingAccount: bob.iri,
        requestIri: `${bob.iri}/q/1` as Iri,
        state,
      };
      const event = { kind, ...fields } as OutboundEvent;
      const [outgoing] = await buildActivities(portsOf(world).deps, id(99), event);
      if (outgoing === undefined) throw new Error("nothing is sent");
      const { channel } = outgoing;
      const signed = await sign(outgoing.sender.id, outgoing.document, {
        isPublic: outgoing.isPublic,
        ...(channel === undefined ? {} : { channel }),
      });
      const json = JSON.parse(JSON.stringify(signed));
      const read = await vocab.Object.fromJsonLd(json, { contextLoader, documentLoader: contextLoader });
      expect(read).toBeInstanceOf(vocab.Activity);
      expect(read.id?.href).toBe(json.id);
      // A channel has no key for proofs.
      expect("signature" in json).toBe(outgoing.isPublic || channel !== undefined);
      expect((await read.getProof({ contextLoader })) === null).toBe(channel !== undefined);
      expect(readActivity(json)).toMatchObject({
        ok: true,
        value: { iri: json.id, type: json.type, actor: channel ?? outgoing.sender.iri },
      });
      expect(isPlain(json)).toBe(true);
      expect(JSON.stringify(json)).not.toMatch(/"b(to|cc)"/);
    },
  );
});
