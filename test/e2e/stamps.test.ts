import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadPostView } from "#server/posts/views/load.ts";
import { activity, note } from "#test/support/network-activities.ts";
import { followActor, localAccount } from "#test/support/network-follow.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { type Peer, type PeerActor, startPeer } from "#test/support/network-peer.ts";

let here: LocalNode;
/** Pat quotes, on one server; Quinn is quoted, on another. */
let quoting: Peer;
let quoted: Peer;
let pat: PeerActor;
let quinn: PeerActor;
let ana: { id: string };

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

beforeAll(async () => {
  [here, quoting, quoted] = await Promise.all([
    startLocalNode(),
    startPeer("127.0.0.9"),
    startPeer("127.0.0.10"),
  ]);
  [pat, quinn] = await Promise.all([quoting.actor("pat"), quoted.actor("quinn")]);
  ana = await localAccount(here.node.ctx, "ana");
  await followActor(here.node.ctx, ana.id, { peer: quoting, actor: pat });
});
afterAll(async () => {
  await here?.close();
  await Promise.all([quoting?.close(), quoted?.close()]);
});

/** A post of Quinn, and one of Pat that quotes it by a stamp as Quinn's server serves it. */
function makeQuote(stampOf: (quote: string, target: string) => Record<string, unknown> | null) {
  const target = note(quoted, quinn, { content: "<p>Words of Quinn</p>" });
  const id = quoting.mint("notes");
  const stamp = quoted.mint("stamps");
  const document = stampOf(id, target.id);
  quoted.serve(stamp, document && { id: stamp, type: "QuoteAuthorization", ...document });
  return note(quoting, pat, { id, quote: target.id, quoteAuthorization: stamp });
}

async function quoteIn(post: { id: string }) {
  const { ctx } = here.node;
  const [row] = await ctx.sql<{ id: string }[]>`select id from posts where iri = ${post.id}`;
  return (await loadPostView(ctx, ana.id, row?.id ?? ""))?.quote;
}

async function deliver(type: string, post: object) {
  const status = await quoting.send(pat, `${here.origin}/inbox`, activity(quoting, type, pat, post));
  expect(status).toBeLessThan(300);
  await here.node.settle();
}

const genuine = (quote: string, target: string) => ({
  attributedTo: quinn.iri,
  interactingObject: quote,
  interactionTarget: target,
});

test("a quote whose stamp the quoted author's server serves is shown", async () => {
  const post = makeQuote(genuine);
  await deliver("Create", post);
  expect(await quoteIn(post)).toMatchObject({ state: "accepted", post: { html: "<p>Words of Quinn</p>" } });
});

test("a quote that gets its stamp later is shown from then on", async () => {
  const { quoteAuthorization, ...before } = makeQuote(genuine) as Record<string, unknown> & { id: string };
  await deliver("Create", before);
  expect(await quoteIn(before)).toMatchObject({ state: "unverified", post: null });
  await deliver("Update", { ...before, quoteAuthorization });
  expect(await quoteIn(before)).toMatchObject({ state: "accepted", post: { account: { iri: quinn.iri } } });
});

test.each([
  ["is not served", () => null],
  ["is for another quote", (_: string, target: string) => genuine("http://127.0.0.9/other", target)],
  ["is for another post", (quote: string) => genuine(quote, `${quoted.origin}/notes/other`)],
  [
    "is by somebody else of that server",
    (quote: string, target: string) => ({
      ...genuine(quote, target),
      attributedTo: `${quoted.origin}/users/other`,
    }),
  ],
])("a quote whose stamp %s stays a link", async (_, stampOf) => {
  const post = makeQuote(stampOf);
  await deliver("Create", post);
  const quote = await quoteIn(post);
  expect(quote).toMatchObject({ post: null });
  expect(quote?.state).not.toBe("accepted");
});

test("a stamp that its author withdraws takes the quoted post out of the quote", async () => {
  const post = makeQuote(genuine);
  await deliver("Create", post);
  const stamp = (post as Record<string, unknown>).quoteAuthorization;
  const deletion = activity(quoted, "Delete", quinn, { id: stamp, type: "QuoteAuthorization" });
  expect(await quoted.send(quinn, `${here.origin}/inbox`, deletion)).toBeLessThan(300);
  await here.node.settle();
  expect(await quoteIn(post)).toMatchObject({ state: "revoked", post: null });
});
