import type { Statements } from "../../ports.ts";

export async function findCaseByNumber(on: Statements, number: number): Promise<string | null> {
  const [row] = await on.run<{ id: string }>("select id from cases where number = $1::bigint", [number]);
  return row?.id ?? null;
}

/** All that the desk knows of a case, as JSON: the case, what happened in it, notes, actions with their reasons, appeals. */
export async function readDossier(on: Statements, caseId: string): Promise<Record<string, unknown> | null> {
  const list = (from: string, order: string) =>
    `(select coalesce(jsonb_agg(to_jsonb(r) order by ${order}), '[]'::jsonb) from ${from})`;
  const [row] = await on.run<{ dossier: Record<string, unknown> }>(
    `select jsonb_build_object('case', to_jsonb(c),
       'events', ${list("(select * from case_events where case_id = c.id order by id limit 20000) r", "r.id")},
       'notes', ${list("(select * from case_notes where case_id = c.id order by id limit 5000) r", "r.id")},
       'related', ${list("(select * from case_links where case_id = c.id limit 1000) r", "r.other_id")},
       'actions', ${list("(select * from actions where case_id = c.id order by id limit 1000) r", "r.id")},
       'statements', ${list(
         "(select s.* from statements s join actions a on a.id = s.action_id where a.case_id = c.id) r",
         "r.action_id",
       )},
       'appeals', ${list(
         "(select p.* from appeals p join actions a on a.id = p.action_id where a.case_id = c.id) r",
         "r.id",
       )}) as dossier
     from cases c where c.id = $1::uuid`,
    [caseId],
  );
  return row?.dossier ?? null;
}
