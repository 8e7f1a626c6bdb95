import type { QuotePolicy } from "#protocol/model/post.ts";
import { type Runner, run } from "../platform/statement.ts";

/**
 * Whether the quoted author's policy lets an account quote without asking (FEP-044f `canQuote`). Where no policy was
 * stated, anybody may quote what anybody may see.
 */
export async function mayQuote(
  on: Runner,
  quoted: { accountId: string; quotePolicy: QuotePolicy | null; visibility: string },
  quotingAccountId: string,
): Promise<boolean> {
  if (quoted.accountId === quotingAccountId) return true;
  if (quoted.visibility !== "public" && quoted.visibility !== "unlisted") return false;
  if (quoted.quotePolicy === null || quoted.quotePolicy === "public") return true;
  if (quoted.quotePolicy === "nobody") return false;
  const follows = await run(
    on,
    `select follower_id from follows
     where follower_id = $1::uuid and followee_id = $2::uuid and state = 'accepted'`,
    [quotingAccountId, quoted.accountId],
  );
  return follows.length > 0;
}
