import type { Statements } from "../../ports.ts";
import type { CaseNote } from "../words.ts";

const columns = `id, iri, author_iri as "authorIri", account_id as "accountId", text, is_shared as "isShared",
  created_at as "createdAt"`;

/** False when a note with that IRI is there. */
export async function insertNote(on: Statements, note: CaseNote & { caseId: string }): Promise<boolean> {
  const rows = await on.run(
    `insert into case_notes (id, case_id, iri, author_iri, account_id, text, is_shared, created_at)
     values ($1::uuid, $2::uuid, $3::text, $4::text, $5::uuid, $6::text, $7::boolean, $8::timestamptz)
     on conflict do nothing returning id`,
    [
      note.id,
      note.caseId,
      note.iri,
      note.authorIri,
      note.accountId,
      note.text,
      note.isShared,
      note.createdAt,
    ],
  );
  return rows.length > 0;
}

/** The newest notes of a case, the oldest of them first. */
export async function readNotes(on: Statements, caseId: string, most: number): Promise<CaseNote[]> {
  const rows = await on.run<CaseNote>(
    `select ${columns} from case_notes where case_id = $1::uuid order by id desc limit $2::int`,
    [caseId, most],
  );
  return rows.reverse();
}
