import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findEmojis } from "../emojis/find.ts";
import { run } from "../platform/statement.ts";

export type EmojiError = { type: "reaction/unknown-emoji"; name: string };

/** What a client means by an emoji's name. */
export interface NamedEmoji {
  emoji: string;
  emojiUrl: string | null;
}

const unicode = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?|[#*0-9]\uFE0F?\u20E3)$/v;
const custom = /^:?([A-Za-z0-9_]{1,60})(?:@([^@:/\s]{1,253}))?:?$/;

/**
 * An emoji by the name that clients give it: itself, or `blobcat`, `:blobcat:`, `blobcat@example.social` for a custom one.
 * A custom one is found on the post, where somebody has reacted with it, or among this node's.
 */
export async function namedEmoji(
  ctx: Pick<Ctx, "sql" | "uris">,
  postId: string,
  name: string,
): Promise<Result<NamedEmoji, EmojiError>> {
  const text = name.trim();
  if (unicode.test(text)) return ok({ emoji: text, emojiUrl: null });
  const [, shortcode, domain] = custom.exec(text) ?? [];
  if (shortcode === undefined) return err({ type: "reaction/unknown-emoji", name });
  const [there] = await run<NamedEmoji>(
    ctx.sql,
    `select r.emoji, r.emoji_url as "emojiUrl" from reactions r join accounts a on a.id = r.account_id
     where r.post_id = $1::uuid and r.kind = 'emoji' and r.emoji = $2::text and r.emoji_url is not null
       and ($3::text is null or a.domain = lower($3::text))
     order by r.id limit 1`,
    [postId, shortcode, domain ?? null],
  );
  if (there !== undefined) return ok(there);
  const [own] = domain === undefined ? await findEmojis(ctx, [shortcode]) : [];
  return own === undefined
    ? err({ type: "reaction/unknown-emoji", name })
    : ok({ emoji: own.shortcode, emojiUrl: own.url });
}
