import type { AccountPort, PostPort, ReactionKind } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

interface ReactionRow {
  iri: Iri;
  kind: ReactionKind;
  accountId: string;
  post: Iri;
  postAuthorId: string;
  emoji: string;
  emojiUrl: string | null;
}

interface BoostRow {
  iri: Iri;
  accountId: string;
  post: Iri;
  postAuthorId: string;
  visibility: "public" | "unlisted" | "followers";
  createdAt: Date;
}

/** Boosts and reactions as federation writes them; null when they were taken back. */
export function createReactionPort(
  ctx: Pick<Ctx, "sql">,
  accounts: Pick<AccountPort, "byId">,
): Pick<PostPort, "boost" | "reaction"> {
  return {
    async boost(id) {
      const [row] = await run<BoostRow>(ctx.sql, boostStatement, [id]);
      if (row === undefined) return null;
      const [by, postAuthor] = await Promise.all([
        accounts.byId(row.accountId),
        accounts.byId(row.postAuthorId),
      ]);
      if (by === null || postAuthor === null) return null;
      const { iri, post, visibility, createdAt } = row;
      return { id, iri, by, post, postAuthor, visibility, createdAt };
    },
    async reaction(id) {
      const [row] = await run<ReactionRow>(ctx.sql, reactionStatement, [id]);
      if (row === undefined) return null;
      const [by, postAuthor] = await Promise.all([
        accounts.byId(row.accountId),
        accounts.byId(row.postAuthorId),
      ]);
      if (by === null || postAuthor === null) return null;
      const { iri, kind, post, emoji, emojiUrl } = row;
      return { iri, kind, by, post, postAuthor, emoji, emojiUrl };
    },
  };
}

const boostStatement = `
select b.iri, b.account_id as "accountId", p.iri as post, p.account_id as "postAuthorId", b.visibility,
  b.created_at as "createdAt"
from boosts b join posts p on p.id = b.post_id where b.id = $1::uuid`;

const reactionStatement = `
select r.iri, r.kind, r.account_id as "accountId", p.iri as post, p.account_id as "postAuthorId", r.emoji,
  r.emoji_url as "emojiUrl"
from reactions r join posts p on p.id = r.post_id where r.id = $1::uuid`;
