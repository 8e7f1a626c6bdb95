import type { Ctx, Tx } from "../../context.ts";
import { notify } from "../../notifications/notify.ts";
import type { HeldItem } from "../store/holds.ts";
import { insertWarning } from "../store/receive.ts";

/** Characters of a post by which its author knows it again. */
const SHOWN = 200;

/** Tells somebody that a post of theirs that waited is not published, and why: as clients show what moderators say. */
export async function tellRefused(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  { accountId, by, item, reason }: { accountId: string; by: string | null; item: HeldItem; reason: string },
): Promise<void> {
  const said = item.content?.kind === "own-post" ? item.content.text.slice(0, SHOWN) : "";
  const rules = item.because.map(({ ruleName }) => ruleName).join(", ");
  const text = [`A post of yours that waited for a moderator is not published: “${said}”.`, rules, reason];
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
