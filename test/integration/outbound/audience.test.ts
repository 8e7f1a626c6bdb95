import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { inboxesOf, inboxesOfPost } from "#federation/audience.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import { emptyWorld, id, localAccount, portsOf, postBy, remoteAccount, type World } from "./rig.ts";

const ana = localAccount("ana");
const dan = localAccount("dan");
const bob = remoteAccount("bob", "b.example");
const cleo = remoteAccount("cleo", "c.example");
const eva = remoteAccount("eva", "e.example", { sharedInbox: null });
let world: World;

beforeEach(() => {
  world = emptyWorld();
  world.followerInboxes = ["https://f.example/inbox", "https://c.example/inbox"];
  world.relays = ["https://relay.example/inbox"];
});

const forPost = (visibility: Visibility, mentioned = [bob, cleo, eva, dan]) => {
  world.addressees = mentioned;
  return inboxesOfPost(portsOf(world).deps, postBy(ana, id(1), visibility, mentioned));
};

describe("the inboxes for a post", () => {
  it("that is public: followers, the named by shared inbox, relays", async () => {
    expect(await forPost("public")).toEqual([
      "https://f.example/inbox",
      "https://c.example/inbox",
      "https://relay.example/inbox",
      "https://b.example/inbox",
      "https://e.example/users/eva/inbox",
    ]);
  });

  it("that is unlisted: the same without relays", async () => {
    expect(await forPost("unlisted")).not.toContain("https://relay.example/inbox");
    expect(await forPost("unlisted")).toContain("https://b.example/inbox");
  });

  it("for followers: the named by their own inboxes, unless their server gets it in any case", async () => {
    expect(await forPost("followers")).toEqual([
      "https://f.example/inbox",
      "https://c.example/inbox",
      "https://b.example/users/bob/inbox",
      "https://e.example/users/eva/inbox",
    ]);
  });

  it("that is direct: the named alone", async () => {
    expect(await forPost("direct", [bob])).toEqual(["https://b.example/users/bob/inbox"]);
  });

  it("for followers leave out who is answered or quoted without being named", async () => {
    world.addressees = [bob, eva];
    const inboxes = await inboxesOfPost(portsOf(world).deps, postBy(ana, id(1), "followers", [bob]));
    expect(inboxes).not.toContain(eva.inbox);
  });

  it("that is open include those who know it, and no others do", async () => {
    const { deps } = portsOf(world);
    expect(await inboxesOfPost(deps, postBy(ana, id(1), "unlisted"), [bob])).toContain(bob.sharedInbox);
    const closed = await inboxesOfPost(deps, postBy(ana, id(1), "followers"), [bob]);
    expect(closed.join()).not.toContain("b.example");
  });
});

describe("inboxes", () => {
  it("are none of this node's, none of refused hosts, none of suspended accounts, and each once", async () => {
    const account = fc.constantFrom(ana, dan, bob, cleo, eva, { ...cleo, state: "suspended" as const });
    const accounts = fc.array(account, { maxLength: 6 });
    const hosts = fc.subarray(["b.example", "c.example", "e.example", "f.example", "relay.example"]);
    await fc.assert(
      fc.asyncProperty(
        accounts,
        accounts,
        hosts,
        fc.boolean(),
        async (openly, privately, refused, relays) => {
          const { deps } = portsOf({ ...world, refusedHosts: refused });
          const inboxes = await inboxesOf(deps, { followersOf: ana, openly, privately, relays });
          expect(new Set(inboxes).size).toBe(inboxes.length);
          for (const inbox of inboxes) {
            expect(inbox).not.toContain("home.example");
            expect(refused).not.toContain(new URL(inbox).host);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
