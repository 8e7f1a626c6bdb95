import type { Intake, IntakePort, KnownAccount } from "#federation/ports.ts";
import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { mayQuote } from "./consent.ts";
import { findByIri, findVisible } from "./find.ts";
import {
  findAuthorization,
  insertAuthorization,
  quotesAccount,
  revokeStamp,
  setQuoteState,
} from "./store/quotes.ts";

const ignored = (reason: string): Intake => ({ outcome: "ignored", reason });

/**
 * A QuoteRequest for a post of this node (FEP-044f), answered at once by the author's policy. Asked again, it gets the
 * same answer again.
 */
export async function receiveQuoteRequest(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  { iri, by, quoted, quoting }: Parameters<IntakePort["quoteRequested"]>[0],
): Promise<Intake> {
  if (!sameOrigin(quoting, by.iri)) return ignored("quote/not-author");
  const intake = await ctx.db.transaction(async (tx): Promise<Intake> => {
    const found = await findByIri(tx, quoted);
    if (found === null || found.deletedAt !== null) return ignored("post/unknown");
    if (!found.isLocal) return ignored("quote/not-our-post");
    const known = await findByIri(tx, quoting);
    if (known !== null && known.accountId !== by.id) return ignored("quote/not-author");
    const asked = { postId: found.id, quotingIri: quoting, quotingAccountIri: by.iri };
    const earlier = await findAuthorization(tx, asked);
    const id = earlier?.id ?? ctx.ids.next();
    if (earlier === null) {
      const visible = await findVisible(tx, found.id, by.id);
      const allowed = visible !== null && (await mayQuote(tx, found, by.id));
      const state = allowed ? "accepted" : "rejected";
      await insertAuthorization(tx, {
        ...asked,
        id,
        requestIri: iri,
        state,
        now: ctx.clock.now(),
      });
      await setQuoteState(tx, asked, state, allowed ? ctx.uris.quoteAuthorization(id) : null);
    }
    await ctx.outbox.append(tx, { kind: "quote.answered", authorizationId: id });
    return { outcome: "accepted", id };
  });
  if (intake.outcome === "accepted") ctx.outbox.wake();
  return intake;
}

/**
 * The quoted author's answer, with the stamp on a yes. Also what federation says after it has checked at its origin the
 * stamp that a remote post names. Other servers see the stamp by an edit of the local quoting post.
 */
export async function receiveQuoteAnswer(
  ctx: Pick<Ctx, "db" | "outbox">,
  { by, quoting, authorization, accepted }: Parameters<IntakePort["quoteAnswered"]>[0],
): Promise<Intake> {
  if (quoting === null) return ignored("quote/unknown");
  if (authorization !== null && !sameOrigin(authorization, by.iri)) return ignored("quote/not-quoted-author");
  const intake = await ctx.db.transaction(async (tx): Promise<Intake> => {
    const post = await findByIri(tx, quoting);
    if (post === null || post.deletedAt !== null) return ignored("post/unknown");
    if (!(await quotesAccount(tx, post.id, by.id))) return ignored("quote/not-quoted-author");
    const state = accepted ? "accepted" : "rejected";
    // A stamp may be withdrawn before the answer that gave it is seen again.
    if (post.quoteState === state || post.quoteState === "revoked")
      return { outcome: "accepted", id: post.id };
    await setQuoteState(tx, { id: post.id }, state, accepted ? authorization : null);
    if (post.isLocal && accepted) await ctx.outbox.append(tx, { kind: "post.edited", postId: post.id });
    return { outcome: "accepted", id: post.id };
  });
  if (intake.outcome === "accepted") ctx.outbox.wake();
  return intake;
}

/** A stamp was withdrawn (Delete of the QuoteAuthorization) by the quoted author. */
export async function receiveQuoteRevocation(
  ctx: Pick<Ctx, "sql">,
  authorization: Iri,
  by: KnownAccount,
): Promise<Intake> {
  const revoked = await revokeStamp(ctx.sql, authorization, by.id);
  return revoked > 0 ? { outcome: "accepted" } : ignored("quote/unknown");
}
