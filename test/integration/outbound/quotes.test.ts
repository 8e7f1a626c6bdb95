import { beforeEach, describe, expect, it } from "vitest";
import { buildActivities } from "#federation/outbound.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import {
  emptyWorld,
  id,
  localAccount,
  now,
  portsOf,
  postBy,
  remoteAccount,
  uris,
  type World,
} from "./rig.ts";

/** FEP-044f, in the shapes that Mastodon 4.5 sends and reads. */

const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
const event = id(9);
let world: World;

beforeEach(() => {
  world = emptyWorld();
  world.accounts = [ana, bob];
});

const build = (what: OutboundEvent) => buildActivities(portsOf(world).deps, event, what);

describe("asking to quote", () => {
  const quoted = postBy(bob, id(1), "public");
  const quote = { iri: quoted.post.iri, authorization: null };
  const requested: OutboundEvent = { kind: "quote.requested", postId: id(2) };

  it("is a QuoteRequest with the quoting post inlined, to the quoted author alone", async () => {
    world.posts = [quoted, postBy(ana, id(2), "public", [], { quote })];
    const [outgoing] = await build(requested);
    expect(outgoing?.document).toMatchObject({
      id: uris.activity(event),
      type: "QuoteRequest",
      actor: ana.iri,
      to: [bob.iri],
      object: quoted.post.iri,
      instrument: {
        id: uris.post(id(2)),
        type: "Note",
        attributedTo: ana.iri,
        quote: quoted.post.iri,
        quoteUrl: quoted.post.iri,
        _misskey_quote: quoted.post.iri,
      },
    });
    expect(outgoing?.document.instrument).not.toHaveProperty("@context");
    expect(outgoing).toMatchObject({ audience: [bob.inbox], orderKey: uris.post(id(2)) });
  });

  it("is moot when the quoting post is gone or quotes no more", async () => {
    world.posts = [quoted, { ...postBy(ana, id(2), "public", [], { quote }), deletedAt: now }];
    expect(await build(requested)).toEqual([]);
    world.posts = [quoted, postBy(ana, id(2), "public")];
    expect(await build(requested)).toEqual([]);
  });
});

describe("answering", () => {
  const requestIri = `${bob.iri}/requests/1` as Iri;
  const quoting = `${bob.iri}/posts/7` as Iri;
  const stampIri = uris.quoteAuthorization(id(3));
  const stamp = {
    iri: stampIri,
    author: ana,
    quoted: uris.post(id(2)),
    quoting,
    quotingAccount: bob.iri,
    requestIri,
    state: "accepted",
  } as const;
  const answered: OutboundEvent = { kind: "quote.answered", authorizationId: id(3) };
  const request = {
    id: requestIri,
    type: "QuoteRequest",
    actor: bob.iri,
    to: [ana.iri],
    object: uris.post(id(2)),
    instrument: quoting,
  };

  it("is an Accept with the stamp as its result", async () => {
    world.stamp = stamp;
    const [outgoing] = await build(answered);
    expect(outgoing?.document).toMatchObject({
      id: uris.activity(event),
      type: "Accept",
      actor: ana.iri,
      to: [bob.iri],
      object: request,
      result: stampIri,
    });
    expect(outgoing?.audience).toEqual([bob.inbox]);
  });

  it("is a Reject without a result", async () => {
    world.stamp = { ...stamp, state: "rejected" };
    const [outgoing] = await build(answered);
    expect(outgoing?.document).toMatchObject({ type: "Reject", object: request });
    expect(outgoing?.document).not.toHaveProperty("result");
  });

  it("waits while nobody decided", async () => {
    world.stamp = { ...stamp, state: "pending" };
    expect(await build(answered)).toEqual([]);
  });

  it("can be taken back: a Delete of the stamp", async () => {
    world.stamp = { ...stamp, state: "revoked" };
    const [outgoing] = await build({ kind: "quote.revoked", authorizationId: id(3) });
    expect(outgoing?.document).toMatchObject({
      type: "Delete",
      actor: ana.iri,
      to: [PUBLIC],
      object: stampIri,
    });
    expect(outgoing?.audience).toEqual(["https://b.example/inbox"]);
  });
});
