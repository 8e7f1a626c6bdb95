import { hostOf, parseIri, sameOrigin } from "#protocol/ids/iri.ts";
import { followersDigest } from "../followers-digest.ts";
import type { KnownAccount, Ports } from "../ports.ts";

const PARAMETER = /([a-zA-Z]+)="([^"]*)"/g;

/**
 * Compares what the sender's server counts as its followers here with what is known here (FEP-8fcf). When they differ,
 * the list is fetched later and the follows are made to agree.
 *
 * @param header `collectionId="…", url="…", digest="…"`
 */
export async function compareFollowers(ports: Ports, sender: KnownAccount, header: string): Promise<void> {
  const parameters = new Map(
    [...header.slice(0, 4096).matchAll(PARAMETER)].map(([, name, value]) => [name, value]),
  );
  const collection = parseIri(parameters.get("collectionId"));
  const url = parseIri(parameters.get("url"));
  const digest = parameters.get("digest") ?? "";
  if (collection === null || url === null || collection !== sender.followers) return;
  if (!sameOrigin(url, sender.iri) || !/^[0-9a-f]{64}$/.test(digest)) return;
  const ours = await ports.collections.followersOn(sender.id, hostOf(ports.uris.nodeActor()));
  if (followersDigest(ours) === digest) return;
  const job = { kind: "synchronise-followers" as const, account: sender.iri, collection, url, digest };
  await ports.later(job, { id: `followers-${sender.id}` });
}
