import type { Change } from "../../changes/feed.ts";

/** Tells of one change whom it concerns. Whatever that takes has been read before, for the whole batch. */
export type Emit = (change: Change) => void;
