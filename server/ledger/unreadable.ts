import { MAX_ENTRY_BYTES, TILE_WIDTH } from "#protocol/log/tiles.ts";

/** The largest bundle there can be, and no more. */
export const MAX_TILE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES);

/** Somebody's log could not be read: that says nothing about it. */
export class Unreadable extends Error {}
