import type { Ctx, Tx } from "../../context.ts";
import { notify } from "../../notifications/notify.ts";
import type { HeldItem } from "../store/holds.ts";
import { insertWarning } from "../store/receive.ts";

/** Characters of a post by which its author knows it again. */
const SHOWN = 200;

function named({ content }: HeldItem): { what: string; said: string } {
  if (content?.kind === "own-edit") return { what: "An edit of yours", said: content.text };
  if (content?.kind !== "own-profile")
    return { what: "A post of yours", said: content?.kind === "own-post" ? content.text : "" };
  const { displayName, bio, fields = [] } = content.changes;
  const texts = [displayName, bio, ...fields.map(({ name, value }) => `${name}: ${value}`)];
  return { what: "A change of your profile", said: texts.filter(Boolean).join(" · ") };
}

/** Tells somebody that a post, an edit or a profile of theirs that waited is not published, and why: as clients show what moderators say. */
export async function tellRefused(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  { accountId, by, item, reason }: { accountId: string; by: string | null; item: HeldItem; reason: string },
): Promise<void> {
  const { what, said } = named(item);
  const rules = item.because.map(({ ruleName }) => ruleName).join(", ");
  const text = [
    `${what} that waited for a moderator is not published: “${said.slice(0, SHOWN)}”.`,
    rules,
    reason,
  ];
  const id = ctx.ids.next();
  const at = ctx.clock.now();
  await insertWarning(tx, {
    id,
    targetId: accountId,
    accountId: by,
    text: text.filter(Boolean).join("\n\n"),
    at,
  });
  await notify(ctx, tx, { accountId, kind: "warning", fromAccountId: accountId, subjectId: id });
}
