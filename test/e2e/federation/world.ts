import type { Network } from "#test/support/network.ts";
import { follow, type Person, person } from "../people.ts";

/** Three people on three nodes who all follow each other. */
export interface World {
  readonly network: Network;
  readonly ana: Person;
  readonly ben: Person;
  readonly cleo: Person;
}

export async function createWorld(network: Network): Promise<World> {
  const [ana, ben, cleo] = await Promise.all([
    person(network.a, "ana", { displayName: "Ana" }),
    person(network.b, "ben"),
    person(network.c, "cleo"),
  ]);
  for (const [follower, followee] of [
    [ana, ben],
    [ben, ana],
    [ana, cleo],
    [cleo, ana],
    [ben, cleo],
    [cleo, ben],
  ] as const)
    await follow(follower, followee);
  return { network, ana, ben, cleo };
}

/** Who writes and who reads, so that each kind of node is on both ends: embedded, and on PostgreSQL server and Redis. */
export const directions = [
  ["an embedded node", ({ ana, ben, cleo }: World) => ({ author: ana, reader: ben, other: cleo })],
  ["a node on Redis", ({ ana, ben, cleo }: World) => ({ author: cleo, reader: ana, other: ben })],
] as const;
