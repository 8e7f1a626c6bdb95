import type { Iri } from "#protocol/ids/iri.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { communityOf } from "../../posts/community.ts";

/** An account among what a report names, as it stands here. */
export interface NamedAccount {
  id: string;
  iri: Iri;
  domain: string | null;
}

/** A post among what a report names. */
export interface NamedPost {
  id: string;
  iri: Iri;
  author: NamedAccount;
  /** The local group in which it was posted. */
  communityId: string | null;
  /** Whether it answers somebody here. */
  answersUs: boolean;
}

/** The accounts that some IRIs name; the node's own actor is nobody to complain about. */
export async function readNamedAccounts(on: Runner, iris: readonly Iri[]): Promise<NamedAccount[]> {
  return run<NamedAccount>(
    on,
    `select a.id, a.iri, a.domain
     from (select jsonb_array_elements_text($1::jsonb) as iri) s join accounts a on a.iri = s.iri
     where a.state <> 'deleted' and not (a.kind = 'application' and a.domain is null) order by a.id`,
    [JSON.stringify(iris)],
  );
}

/** The posts that some IRIs name, also deleted ones: their authors may have been quicker than the report. */
export async function readNamedPosts(on: Runner, iris: readonly Iri[]): Promise<NamedPost[]> {
  const rows = await run<
    Omit<NamedPost, "author"> & { authorId: string; authorIri: Iri; authorDomain: string | null }
  >(
    on,
    `select p.id, p.iri, a.id as "authorId", a.iri as "authorIri", a.domain as "authorDomain",
       ${communityOf("p")} as "communityId", r.id is not null as "answersUs"
     from (select jsonb_array_elements_text($1::jsonb) as iri) s join posts p on p.iri = s.iri
     join accounts a on a.id = p.account_id
     left join accounts r on r.id = p.in_reply_to_account_id and r.domain is null
     order by p.id`,
    [JSON.stringify(iris)],
  );
  return rows.map(({ authorId, authorIri, authorDomain, ...post }) => ({
    ...post,
    author: { id: authorId, iri: authorIri, domain: authorDomain },
  }));
}
