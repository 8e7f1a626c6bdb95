import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDeliverer, type Deliverer } from "#federation/delivery/deliverer.ts";
import { createSender } from "#federation/delivery/send.ts";
import { createDocumentSigner } from "#federation/delivery/sign.ts";
import { createFollowersSynchronisation } from "#federation/delivery/synchronisation.ts";
import { createPublisher, type Publisher } from "#federation/outbound.ts";
import type { OutboundEvent, Ports } from "#federation/ports.ts";
import { createDispatcher } from "#federation/remote/dispatcher.ts";
import { createContextLoader } from "#federation/remote/loader.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { importPrivateKey, importPublicKey } from "#protocol/signing/keys.ts";
import { readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import { deleteAccount } from "#server/accounts/delete.ts";
import { createDeliveryStore } from "#server/deliveries/store.ts";
import { createHostStore } from "#server/hosts/store/hosts.ts";
import { createMootPort } from "#server/moot/port.ts";
import { createPost } from "#server/posts/create.ts";
import { deletePost } from "#server/posts/delete.ts";
import { createPostPort } from "#server/posts/port.ts";
import { createRelationCollections } from "#server/relations/collections.ts";
import { createRelayStore } from "#server/relays/store.ts";
import { type Sink, startSink } from "#test/support/sink.ts";
import { createRig, type Rig } from "../accounts/rig.ts";

/** From a use case to the bytes that peers receive, over a real database and real connections. */

let rig: Rig;
let publisher: Publisher;
let deliverer: Deliverer;
let posts: Ports["posts"];
let sinks: Sink[] = [];
const dispatcher = createDispatcher({ allowPrivateAddress: true });
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeAll(async () => {
  rig = await createRig();
  const { ctx, port: accounts, clock } = rig;
  const deliveries = createDeliveryStore(ctx);
  const hosts = createHostStore(ctx);
  posts = createPostPort(ctx, accounts);
  const gate = () => true;
  const { uris } = ctx;
  const relays = createRelayStore(ctx);
  const sign = createDocumentSigner({ accounts, clock, log: silent }, createContextLoader({ count() {} }));
  const moot = createMootPort(ctx);
  publisher = createPublisher({ uris, clock, gate, accounts, posts, deliveries, relays, moot }, sign);
  const rsaKey = async (accountId: string) => {
    const { rsa } = await accounts.signer(accountId);
    const key = await importPrivateKey(rsa.privatePem);
    if (!key.ok) throw new Error(key.error.type);
    return { keyId: rsa.keyId, privateKey: key.value };
  };
  const collections = createRelationCollections(ctx);
  const synchronisation = createFollowersSynchronisation({ uris, collections });
  const wire = { dispatcher, userAgent: "test", allowHttp: true, rsaKey, synchronisation };
  const send = createSender({ deliveries, hosts, clock, ...wire });
  const settings = { deliveryConcurrency: 16 };
  deliverer = createDeliverer({
    deliveries,
    hosts,
    clock,
    log: silent,
    gate,
    settings,
    send,
    random: () => 0,
  });
});

afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.close()));
  sinks = [];
});

afterAll(async () => {
  await deliverer.stop();
  await dispatcher.destroy();
  await rig.close();
});

async function peer(): Promise<Sink> {
  const sink = await startSink();
  sinks.push(sink);
  return sink;
}

/** A remote account whose server is the sink. */
async function at(sink: Sink, name: string): Promise<{ id: string; iri: Iri }> {
  const iri = `${sink.origin}/users/${name}` as Iri;
  const id = await rig.remote(name, {
    iri,
    domain: new URL(sink.origin).host,
    inbox: `${iri}/inbox` as Iri,
    sharedInbox: `${sink.origin}/inbox` as Iri,
    followers: `${iri}/followers` as Iri,
    keys: [],
  });
  return { id, iri };
}

async function follows(followerId: string, followeeId: string): Promise<void> {
  await rig.ctx.sql`
    insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
    values (${followerId}, ${followeeId}, ${`https://there.example/${followerId}`}, 'accepted', false, ${rig.clock.now()})`;
}

/** What the outbox's worker does, also when it does everything twice. */
async function publishAll(times = 1): Promise<void> {
  const rows = await rig.ctx.sql<{ id: string; kind: string; payload: object }[]>`
    with gone as (delete from outbox_events returning id, kind, payload) select * from gone order by id`;
  for (const { id, kind, payload } of rows)
    for (let i = 0; i < times; i++) await publisher.publish(id, { kind, ...payload } as OutboundEvent);
  await deliverer.idle();
}

const types = (sink: Sink) => sink.received.map(({ body }) => JSON.parse(body).type);

describe("a post of ours", () => {
  it("for followers alone says how many of them a server should count", async () => {
    const sink = await peer();
    const ana = await rig.local("private");
    await follows((await at(sink, "eva")).id, ana);
    await createPost(rig.ctx, { accountId: ana, text: "among ourselves", visibility: "followers" });
    await publishAll();
    expect(sink.received[0]?.headers["collection-synchronization"]).toContain(
      `collectionId="${rig.ctx.uris.followers(ana)}"`,
    );
  });

  it("reaches each server of its followers once, with a proof that its actor document vouches for", async () => {
    const [near, far] = [await peer(), await peer()];
    const ana = await rig.local("ana");
    for (const follower of [await at(near, "bo"), await at(near, "cy"), await at(far, "di")])
      await follows(follower.id, ana);
    await createPost(rig.ctx, { accountId: ana, text: "good morning" });
    await publishAll(2);
    expect([types(near), types(far)]).toEqual([["Create"], ["Create"]]);
    const [received] = near.received;
    expect(received?.path).toBe("/inbox");
    expect(far.received[0]?.body).toBe(received?.body);
    expect(received?.headers["collection-synchronization"]).toBeUndefined();
    const activity = JSON.parse(received?.body ?? "");
    const profile = await rig.port.profile(ana);
    const proofs = readProofs(activity);
    const [proof] = proofs.ok ? proofs.value : [];
    const published = profile?.keys.find((key) => proof?.ok && key.id === proof.value.verificationMethod);
    const key = await importPublicKey(published?.value ?? "");
    if (!proof?.ok || !key.ok) throw new Error("no proof by a published key");
    expect((await verifyProof(activity, proof.value, { key: key.value, now: rig.clock.now() })).ok).toBe(
      true,
    );
    const [stored] = await rig.ctx.sql`select id from activities where iri = ${activity.id}`;
    expect(activity.id).toBe(rig.ctx.uris.activity(stored?.id));
  });

  it("for one reader alone reaches that inbox and no other", async () => {
    const [near, far] = [await peer(), await peer()];
    const eve = await rig.local("eve");
    await follows((await at(far, "fay")).id, eve);
    const gil = await at(near, "gil");
    const draft = { accountId: eve, text: `psst @${gil.iri}`, visibility: "direct" as const };
    const made = await createPost(rig.ctx, draft);
    if (!made.ok) throw new Error(made.error.type);
    await rig.ctx.sql`insert into post_mentions (post_id, account_id) values (${made.value.id}, ${gil.id})`;
    await publishAll();
    expect(near.received.map(({ path }) => path)).toEqual(["/users/gil/inbox"]);
    expect(far.received).toEqual([]);
    const activity = JSON.parse(near.received[0]?.body ?? "");
    expect(activity).not.toHaveProperty("signature");
    expect(JSON.stringify(activity)).not.toContain("#Public");
  });

  it("is deleted after it was created, wherever it went", async () => {
    const near = await peer();
    const hal = await rig.local("hal");
    await follows((await at(near, "ivy")).id, hal);
    const made = await createPost(rig.ctx, { accountId: hal, text: "oops" });
    if (!made.ok) throw new Error(made.error.type);
    await publishAll();
    await deletePost(rig.ctx, { accountId: hal, postId: made.value.id });
    await publishAll();
    expect(types(near)).toEqual(["Create", "Delete"]);
  });

  it("that was deleted before it went out is never shown", async () => {
    const near = await peer();
    const jim = await rig.local("jim");
    await follows((await at(near, "kim")).id, jim);
    const made = await createPost(rig.ctx, { accountId: jim, text: "oops" });
    if (!made.ok) throw new Error(made.error.type);
    await deletePost(rig.ctx, { accountId: jim, postId: made.value.id });
    await publishAll();
    expect(types(near)).toEqual(["Delete"]);
    expect(near.received[0]?.body).not.toContain("oops");
  });
});

describe("an account that is deleted", () => {
  it("is deleted on every server that is known, signed with the key it had", async () => {
    const [near, far] = [await peer(), await peer()];
    const lea = await rig.local("lea");
    await follows((await at(near, "mia")).id, lea);
    await at(far, "noa");
    expect((await deleteAccount(rig.ctx, lea)).ok).toBe(true);
    await publishAll();
    expect(types(near)).toContain("Delete");
    expect(types(far)).toEqual(["Delete"]);
  });
});
