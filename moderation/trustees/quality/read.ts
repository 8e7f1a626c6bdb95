import type { Statements } from "../../ports.ts";
import { type Found, findRecord, newestSnapshot } from "../store/snapshots.ts";
import type { NodeFigures, OwnFigures } from "./figures.ts";

/** What was last found of one trustee's judgements: theirs to see. */
export function ownRecord(on: Statements, accountId: string): Promise<Found<OwnFigures> | null> {
  return findRecord(on, accountId);
}

/** What was last found of all. */
export function nodeFigures(on: Statements): Promise<Found<NodeFigures> | null> {
  return newestSnapshot(on);
}
