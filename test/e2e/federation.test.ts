import { afterAll, beforeAll, describe, vi } from "vitest";
import { type Network, startNetwork } from "#test/support/network.ts";
import { editing } from "./federation/editing.ts";
import { following } from "./federation/following.ts";
import { media } from "./federation/media.ts";
import { moving } from "./federation/moving.ts";
import { polling } from "./federation/polling.ts";
import { posting } from "./federation/posting.ts";
import { quoting } from "./federation/quoting.ts";
import { reacting } from "./federation/reacting.ts";
import { severing } from "./federation/severing.ts";
import { createWorld, type World } from "./federation/world.ts";

let network: Network;
let world: World;

vi.setConfig({ testTimeout: 40_000, hookTimeout: 180_000 });

beforeAll(async () => {
  network = await startNetwork();
  world = await createWorld(network);
});
afterAll(() => network?.close());

const there = () => world;

describe("three nodes in three processes", () => {
  describe("following", () => following(there));
  describe("posting", () => posting(there));
  describe("media", () => media(there));
  describe("reactions and boosts", () => reacting(there));
  describe("quotes", () => quoting(there));
  describe("polls", () => polling(there));
  describe("edits, deletes and pins", () => editing(there));
  describe("blocks and mutes", () => severing(there));
  describe("profiles, moves and the end of accounts", () => moving(there));
});
