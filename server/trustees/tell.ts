import { readReaderLanguage } from "../accounts/reader-language.ts";
import { loadSummaries } from "../accounts/views/summaries.ts";
import type { Chore } from "../admin/chore.ts";
import type { ApiCtx } from "../context.ts";
import { sendLetter } from "../reports/letter.ts";
import { withoutMentions } from "../reports/words.ts";
import { wordsIn } from "../web/messages/words.ts";

/** Where a trustee does what they are told of. */
export function portalPage({ uris }: Pick<ApiCtx, "uris">, panelId: string | null): string {
  return panelId === null ? `${uris.origin}/trustee` : `${uris.origin}/trustee/panels/${panelId}`;
}

/**
 * Tells a trustee what they are to do, or to know: by a direct message of the node's account, which their apps notify them of and push, and by
 * e-mail. A chore; done twice, it tells once.
 */
export async function tellTrustee(
  ctx: ApiCtx,
  { what, accountId, panelId }: Extract<Chore, { kind: "tell-trustee" }>,
): Promise<void> {
  const [person] = await loadSummaries(ctx, [accountId]);
  if (person === undefined || person.domain !== null) return;
  const { t } = wordsIn(await readReaderLanguage(ctx.sql, accountId));
  const said = `${t(`trustee.letter.${what}`, { node: ctx.config.nodeName })}\n\n${portalPage(ctx, panelId)}`;
  await sendLetter(ctx, {
    to: { id: accountId, handle: person.username, isHere: true },
    text: withoutMentions(said),
    name: `trustee ${what} ${panelId} ${accountId}`,
    at: ctx.clock.now(),
  });
  await ctx.mail?.later({ kind: "trustee", what, accountId, panelId });
}
