import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { isPostFiltered } from "../policy/filters/in-force.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import type { CardContent } from "./content.ts";

/** A preview card as it is shown. */
export interface CardView extends CardContent {
  id: string;
  url: string;
  /** The account that the page names as its author's, while that vouches for the site. */
  authorAccount: AccountSummary | null;
  /** An account that the page names, and that does not vouch for the site. */
  unvouchedAuthorId: string | null;
}

type Row = Omit<CardView, "authorAccount" | "unvouchedAuthorId"> &
  AccountColumns<"writer"> & { isVouched: boolean };

const columns = `c.id, c.url, c.type, c.title, c.description, c.language, c.author_name as "authorName",
  c.author_url as "authorUrl", c.provider_name as "providerName", c.provider_url as "providerUrl", c.html, c.width,
  c.height, c.image_url as "imageUrl", c.image_alt as "imageAlt", c.embed_url as "embedUrl",
  c.published_at as "publishedAt", c.is_article as "isArticle", ${accountColumns("w", "writer")},
  exists (select from unnest(w.attribution_domains) d
    where split_part(c.host, ':', 1) = lower(d) or right(split_part(c.host, ':', 1), length(d) + 1) = '.' || lower(d))
    as "isVouched"`;

const author = `left join accounts w on w.id = c.author_account_id and w.state = 'active'`;

/**
 * The cards of some posts, as far as their pages have been read: one statement.
 *
 * @returns by post id
 */
export async function cardsOfPosts(
  ctx: Pick<Ctx, "sql">,
  postIds: readonly string[],
): Promise<Map<string, CardView>> {
  if (postIds.length === 0) return new Map();
  const rows = await run<Row & { postId: string }>(
    ctx.sql,
    `select pc.post_id as "postId", ${columns} from post_cards pc join preview_cards c on c.id = pc.card_id ${author}
     join posts p on p.id = pc.post_id join accounts a on a.id = p.account_id
     where pc.post_id = any($1::uuid[]) and c.fetched_at is not null and not ${isPostFiltered("prevent-previews", "p", "a")}`,
    [postIds],
  );
  return new Map(rows.map(({ postId, ...row }) => [postId, view(row as Row)]));
}

/** Cards by their ids: one statement. */
export async function loadCards(
  ctx: Pick<Ctx, "sql">,
  ids: readonly string[],
): Promise<Map<string, CardView>> {
  if (ids.length === 0) return new Map();
  const rows = await run<Row>(
    ctx.sql,
    `select ${columns} from preview_cards c ${author} where c.id = any($1::uuid[]) and c.fetched_at is not null`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, view(row)]));
}

function view({ isVouched, ...row }: Row): CardView {
  const authorAccount = row.writerId === null ? null : accountSummary(row, "writer");
  return {
    ...row,
    authorAccount: isVouched ? authorAccount : null,
    unvouchedAuthorId: isVouched ? null : (authorAccount?.id ?? null),
  };
}
