import type { Call } from "../../api/call.ts";
import { json } from "../../api/call.ts";
import { relationshipEntity } from "../../api/entities/relationship.ts";
import { idOf } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Viewer } from "../../api/viewer.ts";
import { readRelationships } from "../views/relationship.ts";

/** The viewer and the account of the path, which need not be there. */
export function pairOf(call: Call<Viewer>): { accountId: string; targetId: string } {
  return { accountId: call.viewer.accountId, targetId: idOf(call.path.id) };
}

/** The viewer and the account of the path. @throws Refusal with 404 where there is none */
export async function knownPairOf(call: Call<Viewer>): Promise<{ accountId: string; targetId: string }> {
  const pair = pairOf(call);
  const [known] = await readRelationships(call.ctx, pair.accountId, [pair.targetId], { withSuspended: true });
  if (known === undefined) throw Refusal.notFound();
  return pair;
}

/** What is between the two now: the answer of everything that changes it. */
export async function relationship(call: Call<Viewer>) {
  const { accountId, targetId } = pairOf(call);
  const [view] = await readRelationships(call.ctx, accountId, [targetId], { withSuspended: true });
  if (view === undefined) throw Refusal.notFound();
  return json(relationshipEntity(view));
}
