import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { findOwnAuthorization, findQuoting, setAuthorization, setQuoteState } from "./store/quotes.ts";

export type QuoteError =
  | { type: "quote/not-found"; authorizationId: string }
  | { type: "quote/already-answered" };
export type RevokeQuoteError = { type: "quote/unknown"; quotingId: string } | { type: "quote/not-own-post" };

type Deps = Pick<Ctx, "clock" | "uris" | "db" | "outbox">;

/** The author of a quoted post says yes or no to somebody who asked. */
export async function answerQuote(
  ctx: Deps,
  input: { accountId: string; authorizationId: string; accepted: boolean },
): Promise<Result<void, QuoteError>> {
  const { accountId, authorizationId, accepted } = input;
  return inTransaction<QuoteError>(ctx, async (tx) => {
    const asked = await findOwnAuthorization(tx, authorizationId, accountId);
    if (asked === null) return err({ type: "quote/not-found", authorizationId });
    if (asked.state !== "pending") return err({ type: "quote/already-answered" });
    const state = accepted ? "accepted" : "rejected";
    await setAuthorization(tx, asked.id, state, ctx.clock.now());
    await setQuoteState(tx, asked, state, accepted ? ctx.uris.quoteAuthorization(asked.id) : null);
    await ctx.outbox.append(tx, { kind: "quote.answered", authorizationId });
    return ok();
  });
}

/** The author of a quoted post takes consent back; the quote is no longer shown by servers that heed it. */
export async function revokeQuote(
  ctx: Deps,
  input: { accountId: string; authorizationId: string },
): Promise<Result<void, QuoteError>> {
  const { accountId, authorizationId } = input;
  return inTransaction<QuoteError>(ctx, async (tx) => {
    const given = await findOwnAuthorization(tx, authorizationId, accountId);
    if (given === null) return err({ type: "quote/not-found", authorizationId });
    if (given.state !== "accepted") return ok();
    await setAuthorization(tx, given.id, "revoked", ctx.clock.now());
    await setQuoteState(tx, given, "revoked", null);
    await ctx.outbox.append(tx, { kind: "quote.revoked", authorizationId });
    return ok();
  });
}

/**
 * The same, told by the two posts. What an author quotes of its own has no consent to take back: there the quote ends
 * here alone.
 */
export async function revokeQuoteOf(
  ctx: Deps,
  input: { accountId: string; postId: string; quotingId: string },
): Promise<Result<void, RevokeQuoteError>> {
  const { accountId, postId, quotingId } = input;
  return inTransaction<RevokeQuoteError>(ctx, async (tx) => {
    const quoting = await findQuoting(tx, postId, quotingId);
    if (quoting === null) return err({ type: "quote/unknown", quotingId });
    if (quoting.quotedAccountId !== accountId) return err({ type: "quote/not-own-post" });
    const { authorizationId } = quoting;
    await setQuoteState(tx, { id: quotingId }, "revoked", null);
    if (authorizationId === null) return ok();
    await setAuthorization(tx, authorizationId, "revoked", ctx.clock.now());
    await ctx.outbox.append(tx, { kind: "quote.revoked", authorizationId });
    return ok();
  });
}

async function inTransaction<E>(
  ctx: Deps,
  work: Parameters<typeof ctx.db.transaction<Result<void, E>>>[0],
): Promise<Result<void, E>> {
  const result = await ctx.db.transaction(work);
  if (result.ok) ctx.outbox.wake();
  return result;
}
