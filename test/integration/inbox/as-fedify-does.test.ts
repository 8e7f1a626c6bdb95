import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { effectiveActivities } from "#protocol/vocab/types.ts";
import type { PeerActor, Sending } from "#test/support/network-peer.ts";
import { collectedFixtures, loadFixtures, ownFixtures } from "../peers/fixtures.ts";
import { type Belief, createFedifyInbox, type FedifyInbox } from "./fedify-verdict.ts";
import { createInboxRig, type InboxRig, ORIGIN, signedBytes } from "./rig.ts";

/*
 * Every collected activity, signed by an actor of ours, is given to this node's inbox and to Fedify's: both must believe
 * that the actor made it, or neither. What then becomes of it is no matter here.
 */

let rig: InboxRig;
let fedify: FedifyInbox;
let pat: PeerActor;
/** Deletes itself. */
let leaver: PeerActor;
let mallory: PeerActor;

beforeAll(async () => {
  rig = await createInboxRig();
  rig.clock.set(new Date()); // Fedify goes by the machine's clock
  fedify = createFedifyInbox(rig.ports);
  const { peer, other } = rig;
  [pat, leaver, mallory] = await Promise.all([
    peer.actor("pat"),
    peer.actor("leaver"),
    other.actor("mallory"),
  ]);
  await rig.follow(await rig.local("ana"), leaver);
});
afterAll(async () => {
  await fedify?.close();
  await rig?.close();
});

interface Judged {
  we: Belief;
  fedify: Belief;
}

async function judge(
  from: Pick<PeerActor, "key">,
  activity: unknown,
  options: Sending = {},
): Promise<Judged> {
  const signed = await signedBytes(from, `${ORIGIN}/inbox`, activity, { now: new Date(), ...options });
  const { status } = await rig.federation.receive({ method: "POST", path: "/inbox", ...signed });
  const we = status < 300 ? "believed" : status === 400 ? "unreadable" : "refused";
  return { we, fedify: await fedify.judge(signed) };
}

type Json = Record<string, unknown>;

/** The activity as if the peer's actor had made it: ids of the former actor and its host become the peer's. */
function asMadeBy(actor: PeerActor, document: Json): Json {
  const former = idOf(document.actor) ?? "";
  const text = JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", ...document })
    .replaceAll("SCRUBBED_ID", `${former}/scrubbed`)
    .replaceAll("SCRUBBED_DATE", "2026-01-01T00:00:00Z")
    .replaceAll(JSON.stringify(former), JSON.stringify(actor.iri))
    .replaceAll(new URL(former).origin, new URL(actor.iri).origin);
  return { ...(JSON.parse(text) as Json), actor: actor.iri, id: rig.peer.mint("activities") };
}

function idOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === "string") return first;
  return typeof first === "object" && first !== null ? idOf((first as Json).id) : null;
}

const activities = [...loadFixtures(ownFixtures), ...loadFixtures(collectedFixtures)].flatMap(
  ({ name, document }) => {
    const json = document as Json;
    return effectiveActivities.has(String(json.type)) && idOf(json.actor) !== null ? [{ name, json }] : [];
  },
);
const signerOf = (json: Json) => (json.type === "Delete" || json.type === "Move" ? leaver : pat);

describe("an activity that a peer sends", () => {
  const unreadable: string[] = [];

  test.each(activities)("$name is believed by both", async ({ name, json }) => {
    const signer = signerOf(json);
    const judged = await judge(signer, asMadeBy(signer, json));
    if (judged.fedify === "unreadable") unreadable.push(name);
    else expect(judged).toEqual({ we: "believed", fedify: "believed" });
  });

  test.each(activities)("$name is believed by neither when it was changed on its way", async ({ json }) => {
    const signer = signerOf(json);
    const sent = asMadeBy(signer, json);
    const tampered = JSON.stringify({ ...sent, published: "1999-01-01T00:00:00Z" });
    const judged = await judge(signer, sent, { tampered });
    expect(judged.we).toBe("refused");
    expect(judged.fedify).not.toBe("believed");
  });

  test("is seldom one that Fedify cannot read", () => {
    process.stdout.write(`not compared, since Fedify cannot read them: ${unreadable.join(", ")}\n`);
    expect(unreadable.length).toBeLessThan(activities.length / 3);
  });
});

describe("a signature", () => {
  const follow = () => ({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: rig.peer.mint("follows"),
    type: "Follow",
    actor: pat.iri,
    object: `${ORIGIN}/actor`,
  });
  const days = (count: number) => ({ now: new Date(Date.now() + count * 86_400_000) });
  const named = (from: PeerActor, keyId: string) => ({ key: { ...from.key, keyId } });

  test.each([
    ["by another actor's key", () => judge(mallory, follow())],
    ["by another key than the one it names", () => judge(named(mallory, pat.key.keyId), follow())],
    ["by a key that nobody publishes", () => judge(named(pat, `${pat.iri}#other`), follow())],
    ["of two days ago", () => judge(pat, follow(), days(-2))],
    ["of the day after tomorrow", () => judge(pat, follow(), days(2))],
  ])("%s convinces neither", async (_, deliver) => {
    expect(await deliver()).toEqual({ we: "refused", fedify: "refused" });
  });

  test.each(["cavage", "rfc9421"] as const)("of the actor convinces both (%s)", async (style) => {
    expect(await judge(pat, follow(), { style })).toEqual({ we: "believed", fedify: "believed" });
  });
});
