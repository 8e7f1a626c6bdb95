import type { Medium } from "#protocol/model/medium.ts";
import type { Mention } from "#protocol/model/post.ts";
import { type Runner, run } from "../platform/statement.ts";
import { storableJson } from "../posts/storable.ts";

/** A post that can be found, with what its document is made of. */
export interface FindablePost {
  id: string;
  accountId: string;
  isOpen: boolean;
  kind: string;
  title: string | null;
  warning: string | null;
  html: string;
  link: string | null;
  language: string | null;
  sensitive: boolean;
  isReply: boolean;
  quoteIri: string | null;
  mentions: Mention[];
  hashtags: string[];
  media: Medium[];
  options: string[] | null;
}

/** SQL: whether an account of this node wrote a post `p`, is mentioned in it, or did something with it. */
const concernsSomebody = `(p.is_local
  or exists (select from post_mentions m join accounts w on w.id = m.account_id
    where m.post_id = p.id and w.domain is null)
  or exists (select from reactions r join accounts w on w.id = r.account_id
    where r.post_id = p.id and w.domain is null)
  or exists (select from boosts b join accounts w on w.id = b.account_id where b.post_id = p.id and w.domain is null)
  or exists (select from bookmarks k where k.post_id = p.id)
  or exists (select from poll_votes v join accounts w on w.id = v.account_id
    where v.post_id = p.id and w.domain is null))`;

const isOpen = `(p.visibility = 'public' and a.indexable)`;

/** Those of some posts that anybody could find. */
export function readFindable(on: Runner, ids: readonly string[]): Promise<FindablePost[]> {
  return run<FindablePost>(on, findable, [ids]);
}

const findable = `
select p.id, p.account_id as "accountId", ${isOpen} as "isOpen", p.kind, p.title, p.warning, p.html, p.link, p.language,
  p.sensitive, p.in_reply_to_iri is not null as "isReply", p.quote_iri as "quoteIri", p.mentions, p.hashtags, p.media,
  case when p.kind = 'question' then
    (select array_agg(o.title order by o.position) from poll_options o where o.post_id = p.id) end as options
from posts p join accounts a on a.id = p.account_id
where p.id = any($1::uuid[]) and p.deleted_at is null and a.state <> 'deleted' and (${isOpen} or ${concernsSomebody})`;

/** A row of the index, before PostgreSQL has brought its words to their stems. */
export interface DocumentInput {
  post_id: string;
  account_id: string;
  is_open: boolean;
  stemmer: string;
  words: string;
  folded: string;
  traits: string[];
  language: string | null;
}

export async function putDocuments(on: Runner, documents: readonly DocumentInput[]): Promise<void> {
  if (documents.length > 0) await run(on, put, [storableJson(documents)]);
}

/** The stems go first, so that their positions are those of the words; a phrase is looked for in the second half. */
const put = `
insert into search_documents (post_id, account_id, is_open, words, traits, language)
select i.post_id, i.account_id, i.is_open, to_tsvector(i.stemmer::regconfig, i.words) || to_tsvector('simple', i.folded),
  i.traits, i.language
from jsonb_to_recordset($1::jsonb) as i(post_id uuid, account_id uuid, is_open boolean, stemmer text, words text,
  folded text, traits text[], language text)
join posts p on p.id = i.post_id and p.deleted_at is null
order by i.post_id
on conflict (post_id) do update set is_open = excluded.is_open, words = excluded.words, traits = excluded.traits,
  language = excluded.language`;

export async function dropDocuments(on: Runner, postIds: readonly string[]): Promise<void> {
  if (postIds.length > 0)
    await run(on, `delete from search_documents where post_id = any($1::uuid[])`, [postIds]);
}

/** Closes what an account wrote to everybody, when it is not indexable. @returns whether it is */
export async function closeUnlessIndexable(on: Runner, accountId: string): Promise<boolean> {
  const [account] = await run<{ indexable: boolean }>(
    on,
    `with account as (select id, indexable from accounts where id = $1::uuid),
     closed as (update search_documents d set is_open = false from account a
       where d.account_id = a.id and d.is_open and not a.indexable)
     select indexable from account`,
    [accountId],
  );
  return account?.indexable ?? false;
}

/**
 * Ids of posts, the newest first, for a walk through all of them or one account's public ones.
 *
 * @param before the last id of the step before; null to begin
 */
export async function readPostIds(
  on: Runner,
  scope: { accountId: string | null; before: string | null; limit: number },
): Promise<string[]> {
  const ofAccount = "and p.account_id = $2::uuid and p.visibility = 'public'";
  const rows = await run<{ id: string }>(
    on,
    `select p.id from posts p where p.id < coalesce($1::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       and p.deleted_at is null ${scope.accountId === null ? "" : ofAccount} order by p.id desc limit ${scope.limit}`,
    scope.accountId === null ? [scope.before] : [scope.before, scope.accountId],
  );
  return rows.map(({ id }) => id);
}
