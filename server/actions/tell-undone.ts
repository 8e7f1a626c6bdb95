import { appealsOf } from "#moderation/actions/appeals.ts";
import { readAction } from "#moderation/actions/read.ts";
import { readReaderLanguage } from "../accounts/reader-language.ts";
import { loadSummaries } from "../accounts/views/summaries.ts";
import type { ApiCtx } from "../context.ts";
import { moderationOf } from "../desk/moderation.ts";
import { sendLetter } from "../reports/letter.ts";
import { withoutMentions } from "../reports/words.ts";
import { wordsIn } from "../web/messages/words.ts";

/**
 * Tells somebody here whom something was decided about, and who was told so, that it was taken back: by a direct message of the node's
 * account, and by e-mail. A chore; done twice, it tells once.
 */
export async function tellUndone(ctx: ApiCtx, actionId: string): Promise<void> {
  const action = await readAction(moderationOf(ctx), actionId);
  if (action === null || action.undoneAt === null || action.accountId === null) return;
  const { accountId, subject, startsAt, undoneAt, undoReason, statement } = action;
  if (!statement?.toldAt) return;
  const [author] = await loadSummaries(ctx, [accountId]);
  if (author === undefined || author.domain !== null) return;
  const { t, day } = wordsIn(await readReaderLanguage(ctx.sql, accountId));
  const what = t(`decision.yours.${subject.kind}`);
  const said = [
    t("letter.undone", { day: day(startsAt), what }),
    ...(undoReason ? [t("letter.quoted", { text: undoReason })] : []),
    `${ctx.uris.origin}/decisions/${actionId}`,
  ];
  const to = { id: accountId, handle: author.username, isHere: true };
  const text = withoutMentions(said.join("\n\n"));
  await sendLetter(ctx, { to, text, name: `undone ${actionId}`, at: undoneAt });
  // The letter that answers an appeal has said it.
  const appeal = (await appealsOf(moderationOf(ctx).db, [actionId])).get(actionId);
  if (appeal?.state !== "granted") await ctx.mail?.later({ kind: "undone", actionId });
}
