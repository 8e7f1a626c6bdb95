import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { severAll } from "./follow-state.ts";
import { deleteChannelFollowsFrom } from "./store/channel-follows.ts";
import { deleteDomainBlock, insertDomainBlock, readFollowsWith } from "./store/domain-blocks.ts";
import { lockAccounts } from "./store/parties.ts";
import { tellFollowee, tellFollower } from "./unfollow.ts";

export type DomainBlockError =
  | { type: "domain/invalid"; domain: string }
  | { type: "domain/own"; domain: string };

/**
 * A local account wants to see nothing from a domain: follows with its accounts end in both directions.
 *
 * @param input.domain as in handles, in any case or script: `Example.social`
 */
export async function blockDomain(
  ctx: Pick<Ctx, "db" | "clock" | "outbox" | "handleHost">,
  input: { accountId: string; domain: string },
): Promise<Result<{ domain: string }, DomainBlockError>> {
  const domain = normaliseDomain(input.domain);
  if (domain === null) return err({ type: "domain/invalid", domain: input.domain });
  if (domain === ctx.handleHost) return err({ type: "domain/own", domain });
  // The account is held, so that a follow which is being made either is there afterwards or sees the block.
  await ctx.db.transaction(async (tx) => {
    await lockAccounts(tx, [input.accountId]);
    await insertDomainBlock(tx, input.accountId, domain, ctx.clock.now());
  });
  await ctx.db.transaction(async (tx) => {
    const removed = await severAll(tx, await readFollowsWith(tx, input.accountId, domain));
    for (const follow of removed) {
      if (follow.followerId === input.accountId) await tellFollowee(ctx, tx, follow);
      else await tellFollower(ctx, tx, follow);
    }
    await deleteChannelFollowsFrom(tx, input.accountId, domain);
  });
  ctx.outbox.wake();
  return ok({ domain });
}

/** Answers whether the domain was blocked. */
export async function unblockDomain(
  ctx: Pick<Ctx, "db">,
  { accountId, domain }: { accountId: string; domain: string },
): Promise<boolean> {
  return ctx.db.transaction((tx) => deleteDomainBlock(tx, accountId, normaliseDomain(domain) ?? domain));
}
