import { type Runner, run } from "../platform/statement.ts";

/** What is asked of somebody who wants to write notes or rate them. */
export interface Standing {
  isTrustee: boolean;
  isActive: boolean;
  isLimited: boolean;
  createdAt: Date;
}

export async function readStanding(on: Runner, accountId: string): Promise<Standing | null> {
  const [row] = await run<Standing>(
    on,
    `select exists (select from trustees t where t.account_id = a.id and t.state = 'active') as "isTrustee",
       a.state = 'active' and a.domain is null and a.kind = 'person' as "isActive", a.limited or a.held as "isLimited",
       a.created_at as "createdAt"
     from accounts a where a.id = $1::uuid`,
    [accountId],
  );
  return row ?? null;
}

/** Shown notes that were locked before their post changed: they can be found otherwise for two weeks more. */
export async function reopenEdited(on: Runner): Promise<void> {
  await run(
    on,
    `update context_notes n set locked_at = null, opened_at = p.edited_at from posts p
     where n.state = 'helpful' and n.locked_at is not null and p.id = n.post_id and p.edited_at > n.locked_at`,
    [],
  );
}
