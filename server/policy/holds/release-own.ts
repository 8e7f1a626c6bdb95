import { changeMarks } from "../../accounts/marks.ts";
import { updateAccount } from "../../accounts/update.ts";
import type { Ctx } from "../../context.ts";
import { editPost } from "../../posts/edit.ts";
import { openGate } from "../gate-port.ts";
import type { HeldContent } from "./content.ts";
import { ownEditOf } from "./own-edit.ts";

type Of<K extends HeldContent["kind"]> = Extract<HeldContent, { kind: K }>;

/** A post of this node says from now on what its author wanted it to say. */
export async function publishEdit(
  ctx: Parameters<typeof editPost>[0] & Pick<Ctx, "log">,
  accountId: string,
  content: Of<"own-edit">,
): Promise<void> {
  const edited = await editPost({ ...ctx, policy: openGate }, ownEditOf(ctx, accountId, content));
  if (!edited.ok) ctx.log.info({ reason: edited.error.type }, "a released edit is not possible any more");
}

/** A profile of this node says from now on what its owner wanted it to say. */
export async function changeProfile(
  ctx: Parameters<typeof updateAccount>[0] & Pick<Ctx, "log">,
  accountId: string,
  { changes, marks }: Of<"own-profile">,
): Promise<void> {
  const updated = await updateAccount(ctx, accountId, changes);
  if (!updated.ok)
    return ctx.log.info({ reason: updated.error.type }, "a released profile is not possible any more");
  await changeMarks(ctx, accountId, { ruleFilters: [...marks.filters], ruleLabels: [...marks.labels] });
}
