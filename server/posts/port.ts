import type { AccountPort, KnownAccount, OutgoingPost, PostPort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { createReactionPort } from "../reactions/port.ts";
import { findByIri } from "./find.ts";
import { loadModelByIri, loadModels, type StoredModel } from "./model.ts";
import {
  mayView,
  readAddressees,
  readAuthorization,
  readGroups,
  readParticipants,
  readVotes,
} from "./store/outgoing.ts";

/** What federation asks about posts when it writes documents and chooses who gets them. */
export function createPostPort(
  ctx: Pick<Ctx, "uris" | "sql">,
  accounts: Pick<AccountPort, "byId">,
): PostPort {
  const { sql } = ctx;
  const outgoing = async (model: StoredModel | null | undefined): Promise<OutgoingPost | null> => {
    const author = model ? await accounts.byId(model.accountId) : null;
    if (!model || author === null) return null;
    const { id, post, isLocal, deletedAt, counts } = model;
    return { id, post, author, isLocal, deletedAt, counts };
  };
  const all = async (ids: readonly string[]): Promise<KnownAccount[]> => {
    const known = await Promise.all(ids.map((id) => accounts.byId(id)));
    return known.filter((account) => account !== null);
  };
  return {
    ...createReactionPort(ctx, accounts),
    knows: async (iri) => (await findByIri(sql, iri)) !== null,
    byId: async (id) => outgoing((await loadModels(ctx, sql, [id]))[0]),
    byIri: async (iri) => outgoing(await loadModelByIri(ctx, sql, iri)),
    visibleTo: (postId, viewer) => mayView(sql, postId, viewer?.id ?? null),
    addressees: async (postId) => all(await readAddressees(sql, postId)),
    participants: async (postId) => all(await readParticipants(sql, postId)),
    groupsOf: async (postId) => all(await readGroups(sql, postId)),
    async vote(postId, voterId) {
      const cast = await readVotes(sql, postId, voterId);
      const author = cast && (await accounts.byId(cast.authorId));
      if (!cast || !author) return null;
      const { question, votes, closesAt } = cast;
      return { question, author, votes, closesAt };
    },
    async quoteAuthorization(id) {
      const stamp = await readAuthorization(sql, id);
      const author = stamp && (await accounts.byId(stamp.authorId));
      if (!stamp || !author) return null;
      const { quoted, quoting, quotingAccount, requestIri, state } = stamp;
      return {
        iri: ctx.uris.quoteAuthorization(id),
        author,
        quoted,
        quoting,
        quotingAccount,
        requestIri,
        state,
      };
    },
  };
}
