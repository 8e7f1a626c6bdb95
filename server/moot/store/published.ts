import { type Runner, run } from "../../platform/statement.ts";

/** The `Announce` of a decision of this node. */
export interface Published {
  /** Of the activity. */
  readonly id: string;
  /** Of the decision. */
  readonly iri: string;
  /** As it was signed. */
  readonly activity: string;
  readonly isPublic: boolean;
  /** Accounts whose servers hear of it beside those that follow this node's. */
  readonly concerned: readonly string[];
  readonly createdAt: Date;
}

/** @returns false for a decision that is told already */
export async function insertPublished(on: Runner, published: Published): Promise<boolean> {
  const { id, iri, activity, isPublic, concerned, createdAt } = published;
  const rows = await run(
    on,
    `insert into published_decisions (id, iri, activity, is_public, concerned, created_at)
     values ($1::uuid, $2::text, $3::text, $4::boolean, $5::jsonb, $6::timestamptz) on conflict do nothing returning id`,
    [id, iri, activity, isPublic, JSON.stringify(concerned), createdAt],
  );
  return rows.length > 0;
}

export async function findPublished(on: Runner, id: string): Promise<Published | null> {
  const [row] = await run<Published>(
    on,
    `select id, iri, activity, is_public as "isPublic", concerned, created_at as "createdAt" from published_decisions
     where id = $1::uuid`,
    [id],
  );
  return row ?? null;
}

/** Takes away what others are told of decisions about some subjects, or somebody's, as the law may ask. */
export async function deletePublished(
  on: Runner,
  { iris, accountId }: { iris: readonly string[]; accountId: string | null },
): Promise<void> {
  await run(
    on,
    `delete from published_decisions d using (select d.id, d.activity::jsonb #>> '{object,subject,id}' as iri
       from published_decisions d) of
     where of.id = d.id and (of.iri in (select jsonb_array_elements_text($1::jsonb))
       or of.iri in (select p.iri from posts p where p.account_id = $2::uuid))`,
    [JSON.stringify(iris), accountId],
  );
}
