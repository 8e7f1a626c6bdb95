import { err, ok, type Result } from "#protocol/result.ts";
import { record } from "../admin/audit.ts";
import type { Ctx } from "../context.ts";
import { orRollBack } from "./rollback.ts";
import { changeAccount, lockLocal, readLocal } from "./store/accounts.ts";

export type CommunityOwnerError =
  | { type: "group/not-found"; username: string }
  | { type: "account/not-found"; username: string }
  | { type: "group/too-many-owners"; most: number };

const MAX_OWNERS = 50;

/**
 * Says who looks after a community of this node: its owners handle its cases, write its rules and decide about what these hold.
 *
 * @param owner.group the community's username
 * @param owner.username of somebody of this node
 * @returns how many it has then
 * @example await changeOwner(ctx, { group: "gardens", username: "ana", isOwner: true });
 */
export async function changeOwner(
  ctx: Pick<Ctx, "db" | "clock" | "ids">,
  { group: name, username, isOwner }: { group: string; username: string; isOwner: boolean },
): Promise<Result<{ owners: number }, CommunityOwnerError>> {
  return orRollBack<{ owners: number }, CommunityOwnerError>(ctx, async (tx) => {
    const found = await readLocal(tx, name);
    const group = found && (await lockLocal(tx, found.id));
    if (group?.kind !== "group") return err({ type: "group/not-found", username: name });
    const owner = await readLocal(tx, username);
    if (owner?.kind !== "person" || owner.state === "deleted")
      return err({ type: "account/not-found", username });
    const others = group.owners.filter((iri) => iri !== owner.iri);
    const owners = isOwner ? [...others, owner.iri] : others;
    if (owners.length > MAX_OWNERS) return err({ type: "group/too-many-owners", most: MAX_OWNERS });
    if (owners.length === group.owners.length) return ok({ owners: owners.length });
    await changeAccount(tx, group.id, { owners, updatedAt: ctx.clock.now() });
    await record(ctx, tx, {
      by: null,
      action: isOwner ? "community.owner-added" : "community.owner-removed",
      target: group.id,
      details: { owner: owner.id },
    });
    return ok({ owners: owners.length });
  });
}
