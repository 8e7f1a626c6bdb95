import { LRUCache } from "lru-cache";
import { followersDigest } from "../followers-digest.ts";
import type { Ports } from "../ports.ts";

/** Deliveries of one fan-out share what was read for them. */
const FOR_MS = 10_000;

type Deps = Pick<Ports, "uris"> & { collections: Pick<Ports["collections"], "followersOn"> };

/**
 * The `Collection-Synchronization` header (FEP-8fcf) for deliveries of one account to one host: the digest of its
 * followers there, and where that server gets the list when its own differs. `null` when nobody there follows it: a host
 * that still counts followers learns it with the next `Reject`, and no other needs to know.
 *
 * @example createSender({ ..., synchronisation: createFollowersSynchronisation(ports) })
 */
export function createFollowersSynchronisation({ uris, collections }: Deps) {
  const headers = new LRUCache<string, Promise<string | null>>({ max: 10_000, ttl: FOR_MS });

  const build = async (senderId: string, host: string): Promise<string | null> => {
    const followers = await collections.followersOn(senderId, host);
    if (followers.length === 0) return null;
    const collection = uris.followers(senderId);
    const url = `${collection}?domain=${encodeURIComponent(host)}`;
    return `collectionId="${collection}", url="${url}", digest="${followersDigest(followers)}"`;
  };

  return (senderId: string, host: string): Promise<string | null> => {
    const key = `${senderId} ${host}`;
    const known = headers.get(key);
    if (known !== undefined) return known;
    const building = build(senderId, host);
    headers.set(key, building);
    building.catch(() => headers.delete(key));
    return building;
  };
}
