import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount, PostPort } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { readNotifications } from "#server/notifications/read.ts";
import { createPost } from "#server/posts/create.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createPostPort } from "#server/posts/port.ts";
import { answerQuote, revokeQuote } from "#server/posts/quotes.ts";
import { loadPostView } from "#server/posts/views/load.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let port: PostPort;
let intake: ReturnType<typeof createPostIntake>;
let ana: KnownAccount;
let ben: KnownAccount;
let zoe: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  intake = createPostIntake(rig.ctx);
  [ana, ben, zoe] = await Promise.all([rig.local("ana"), rig.local("ben"), rig.remote("zoe@there.example")]);
  const known = new Map([ana, ben, zoe].map((account) => [account.id, account]));
  port = createPostPort(rig.ctx, { byId: async (id) => known.get(id) ?? null });
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(1000);
  rig.events.length = 0;
});

const create = (draft: Partial<PostDraft>) =>
  createPost(rig.ctx, { accountId: ana.id, text: "Hello", ...draft });
async function published(draft: Partial<PostDraft> = {}): Promise<{ id: string; iri: Iri }> {
  const result = await create(draft);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const quoteOf = async (id: string) => (await loadPostView(rig.ctx, null, id))?.quote;

describe("a quote within this node", () => {
  it("is accepted at once with a stamp, and its author told", async () => {
    const quoted = await published();
    const quoting = await published({ accountId: ben.id, quote: quoted.id });
    expect(await quoteOf(quoting.id)).toMatchObject({ state: "accepted", post: { id: quoted.id } });
    const outgoing = await port.byId(quoting.id);
    const stampId = rig.ctx.uris.parse(outgoing?.post.quote?.authorization ?? "")?.id ?? "";
    expect(await port.quoteAuthorization(stampId)).toMatchObject({
      author: { id: ana.id },
      quoted: quoted.iri,
      quoting: quoting.iri,
      state: "accepted",
    });
    const [told] = (await readNotifications(rig.ctx, ana.id, {})).items;
    expect(told).toMatchObject({ kind: "quote", from: { username: "ben" }, post: { id: quoting.id } });
  });

  it("is refused where the author does not want it, or only followers may", async () => {
    const nobody = await published({ quotePolicy: "nobody" });
    const followers = await published({ quotePolicy: "followers" });
    const hidden = await published({ visibility: "followers" });
    const notAllowed = { ok: false, error: { type: "quote/not-allowed" } };
    expect(await create({ accountId: ben.id, quote: nobody.id })).toMatchObject(notAllowed);
    expect(await create({ accountId: ben.id, quote: followers.id })).toMatchObject(notAllowed);
    expect(await create({ accountId: ben.id, quote: hidden.id })).toMatchObject({
      error: { type: "post/quoted-not-found" },
    });
    expect(await create({ quote: hidden.id })).toMatchObject({ ok: true });
  });

  it("is no longer shown once consent is taken back", async () => {
    const quoted = await published();
    const quoting = await published({ accountId: ben.id, quote: quoted.id });
    const stamp = (await port.byId(quoting.id))?.post.quote?.authorization ?? "";
    const authorizationId = rig.ctx.uris.parse(stamp)?.id ?? "";
    expect(await revokeQuote(rig.ctx, { accountId: ben.id, authorizationId })).toMatchObject({ ok: false });
    expect(await revokeQuote(rig.ctx, { accountId: ana.id, authorizationId })).toMatchObject({ ok: true });
    expect(await quoteOf(quoting.id)).toMatchObject({ state: "revoked", post: null });
    expect(rig.events.at(-1)).toEqual({ kind: "quote.revoked", authorizationId });
  });
});

describe("a quote of a post elsewhere", () => {
  async function quoting() {
    const quoted = rig.post(zoe);
    const taken = await intake.post(quoted, zoe, "delivered");
    const id = taken.outcome === "accepted" ? (taken.id ?? "") : "";
    return published({ quote: id });
  }

  it("waits for the answer, which comes with a stamp and goes out as an edit", async () => {
    const { id, iri } = await quoting();
    expect(rig.events.map((event) => event.kind)).toEqual(["post.created", "quote.requested"]);
    expect(await quoteOf(id)).toMatchObject({ state: "pending", post: null });
    const answer = {
      by: zoe,
      requestIri: null,
      quoting: iri,
      authorization: `${zoe.iri}/stamp1` as Iri,
      accepted: true,
    };
    await intake.quoteAnswered(answer);
    await intake.quoteAnswered(answer);
    expect(await quoteOf(id)).toMatchObject({ state: "accepted", post: { account: { username: "zoe" } } });
    expect(rig.events.map((event) => event.kind)).toEqual(["post.created", "quote.requested", "post.edited"]);
    await intake.quoteRevoked(`${zoe.iri}/stamp1` as Iri, zoe);
    expect(await quoteOf(id)).toMatchObject({ state: "revoked" });
    await intake.quoteAnswered(answer);
    expect(await quoteOf(id)).toMatchObject({ state: "revoked" });
  });

  it("can only be answered by the quoted author", async () => {
    const { id, iri } = await quoting();
    const eve = await rig.remote(`eve${id.slice(-4)}@there.example`);
    const answer = { by: eve, requestIri: null, quoting: iri, authorization: null, accepted: true };
    expect(await intake.quoteAnswered(answer)).toEqual({
      outcome: "ignored",
      reason: "quote/not-quoted-author",
    });
    expect(await quoteOf(id)).toMatchObject({ state: "pending" });
  });
});

describe("a quote of oneself elsewhere", () => {
  it.each([["after"], ["before"]])(
    "is accepted when it comes %s what it quotes, but nobody else's",
    async (when) => {
      const quoted = rig.post(zoe);
      const yan = await rig.remote(`yan-${when}@there.example`);
      const quote = { iri: quoted.iri, authorization: null };
      const [own, other] = [rig.post(zoe, { quote }), rig.post(yan, { quote })];
      if (when === "after") await intake.post(quoted, zoe, "delivered");
      const taken = [await intake.post(own, zoe, "delivered"), await intake.post(other, yan, "delivered")];
      if (when === "before") await intake.post(quoted, zoe, "delivered");
      const states = taken.map(async (each) => (await quoteOf(("id" in each && each.id) || ""))?.state);
      expect(await Promise.all(states)).toEqual(["accepted", "unverified"]);
    },
  );
});

describe("a request from elsewhere to quote a local post", () => {
  const request = (quoted: Iri, name: string) => ({
    iri: `${zoe.iri}/request/${name}` as Iri,
    by: zoe,
    quoted,
    quoting: `${zoe.iri}/quoting/${name}` as Iri,
  });

  it("gets the same answer each time, and the stamp settles the quote when it comes", async () => {
    const quoted = await published();
    const first = await intake.quoteRequested(request(quoted.iri, "a"));
    const second = await intake.quoteRequested(request(quoted.iri, "a"));
    expect(second).toEqual(first);
    const stampId = first.outcome === "accepted" ? (first.id ?? "") : "";
    const authorization = rig.ctx.uris.quoteAuthorization(stampId);
    const post = rig.post(zoe, {
      iri: `${zoe.iri}/quoting/a` as Iri,
      quote: { iri: quoted.iri, authorization },
    });
    const taken = await intake.post(post, zoe, "delivered");
    expect(await quoteOf(taken.outcome === "accepted" ? (taken.id ?? "") : "")).toMatchObject({
      state: "accepted",
    });
    const forged = rig.post(zoe, { quote: { iri: quoted.iri, authorization } });
    const other = await intake.post(forged, zoe, "delivered");
    expect(await quoteOf(other.outcome === "accepted" ? (other.id ?? "") : "")).toMatchObject({
      state: "unverified",
    });
  });

  it("says nothing of a post that quotes something else, whose state it leaves alone, also when consent ends", async () => {
    const [open, closed] = [await published(), await published({ quotePolicy: "nobody" })];
    const post = rig.post(zoe, { quote: { iri: closed.iri, authorization: null } });
    const taken = await intake.post(post, zoe, "delivered");
    const id = taken.outcome === "accepted" ? (taken.id ?? "") : "";
    const asked = await intake.quoteRequested({ ...request(open.iri, "other"), quoting: post.iri });
    const authorizationId = asked.outcome === "accepted" ? (asked.id ?? "") : "";
    expect(await port.quoteAuthorization(authorizationId)).toMatchObject({ state: "accepted" });
    expect(await quoteOf(id)).toMatchObject({ state: "unverified" });
    await intake.quoteRequested({ ...request(closed.iri, "this"), quoting: post.iri });
    expect(await quoteOf(id)).toMatchObject({ state: "rejected" });
    await revokeQuote(rig.ctx, { accountId: ana.id, authorizationId });
    expect(await quoteOf(id)).toMatchObject({ state: "rejected" });
  });

  it("is only for a post of whoever asks", async () => {
    const quoted = await published();
    const eve = await rig.remote("eve@there.example");
    const asking = request(quoted.iri, "ofZoe");
    await intake.quoteRequested({ ...asking, by: eve });
    const post = rig.post(zoe, { iri: asking.quoting, quote: { iri: quoted.iri, authorization: null } });
    const taken = await intake.post(post, zoe, "delivered");
    const id = taken.outcome === "accepted" ? (taken.id ?? "") : "";
    expect(await quoteOf(id)).toMatchObject({ state: "unverified" });
    expect(await intake.quoteRequested({ ...asking, by: eve })).toEqual({
      outcome: "ignored",
      reason: "quote/not-author",
    });
    await intake.quoteRequested(asking);
    expect(await quoteOf(id)).toMatchObject({ state: "accepted" });
  });

  it("is rejected by policy", async () => {
    const quoted = await published({ quotePolicy: "nobody" });
    const asked = await intake.quoteRequested(request(quoted.iri, "b"));
    const id = asked.outcome === "accepted" ? (asked.id ?? "") : "";
    expect(await port.quoteAuthorization(id)).toMatchObject({ state: "rejected" });
    const answered = await answerQuote(rig.ctx, { accountId: ana.id, authorizationId: id, accepted: true });
    expect(answered).toMatchObject({ ok: false, error: { type: "quote/already-answered" } });
  });
});
