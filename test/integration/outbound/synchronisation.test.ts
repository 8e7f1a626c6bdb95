import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFollowersSynchronisation } from "#federation/delivery/synchronisation.ts";
import { followersDigest } from "#federation/followers-digest.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { uris } from "./rig.ts";

const followers = ["https://b.example/users/bob", "https://b.example/users/eva"] as Iri[];

describe("the followers' digest (FEP-8fcf)", () => {
  it("of nobody is zero, and of one is the SHA-256 of its id", () => {
    expect(followersDigest([])).toBe("0".repeat(64));
    const [bob] = followers;
    if (bob === undefined) throw new Error("no follower");
    expect(followersDigest([bob])).toBe(createHash("sha256").update(bob).digest("hex"));
  });

  it("is the same in any order, and different with one follower more", () => {
    const iris = fc.uniqueArray(fc.webUrl(), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(iris, (drawn) => {
        const all = drawn as Iri[];
        expect(followersDigest(all.toReversed())).toBe(followersDigest(all));
        expect(followersDigest(all.slice(1))).not.toBe(followersDigest(all));
      }),
    );
  });
});

describe("the Collection-Synchronization header", () => {
  it("names the collection, the part of it for that host, and its digest; it is read once for a fan-out", async () => {
    let reads = 0;
    const collections = {
      followersOn: async () => {
        reads++;
        return followers;
      },
    };
    const synchronisation = createFollowersSynchronisation({ uris, collections });
    const collection = "https://home.example/users/ana/followers";
    const expected = `collectionId="${collection}", url="${collection}?domain=b.example%3A8443", digest="${followersDigest(followers)}"`;
    expect(await synchronisation("ana", "b.example:8443")).toBe(expected);
    expect(await synchronisation("ana", "b.example:8443")).toBe(expected);
    expect(reads).toBe(1);
  });

  it("is left out where nobody follows", async () => {
    const collections = { followersOn: async () => [] };
    expect(await createFollowersSynchronisation({ uris, collections })("ana", "b.example")).toBeNull();
  });
});
