import { type Runner, run } from "../../platform/statement.ts";

interface Named {
  accountId: string;
  key: string;
}

interface Claim {
  madeId: string;
  /** This call is to make it. */
  isMine: boolean;
  isDone: boolean;
}

/** After this long without an end, whoever claimed it is taken for dead. */
const DEAD_AFTER = "interval '60 seconds'";

/**
 * The claim to a request, taken if nobody holds it. Who takes over from a dead process gets the id that it had; one that
 * has expired is forgotten.
 */
export async function claimRequest(
  on: Runner,
  { accountId, key }: Named,
  id: string,
  now: Date,
  expired: Date,
): Promise<Claim> {
  const [claimed] = await run<{ madeId: string }>(on, claim, [accountId, key, id, now, expired]);
  if (claimed !== undefined) return { madeId: claimed.madeId, isMine: true, isDone: false };
  const [held] = await run<{ madeId: string; isDone: boolean }>(
    on,
    `select made_id as "madeId", done_at is not null as "isDone" from post_requests
     where account_id = $1::uuid and key = $2::text`,
    [accountId, key],
  );
  return { madeId: held?.madeId ?? id, isMine: false, isDone: held?.isDone ?? false };
}

const claim = `
insert into post_requests as r (account_id, key, made_id, claimed_at) values ($1::uuid, $2::text, $3::uuid, $4::timestamptz)
on conflict (account_id, key) do update set claimed_at = excluded.claimed_at, done_at = null,
  made_id = case when r.done_at is null then r.made_id else excluded.made_id end
where r.claimed_at < $5::timestamptz or (r.done_at is null and r.claimed_at < $4::timestamptz - ${DEAD_AFTER})
returning made_id as "madeId"`;

/** @param doneAt null when nothing was made: the same key may be used again */
export async function endRequest(on: Runner, { accountId, key }: Named, doneAt: Date | null): Promise<void> {
  if (doneAt === null)
    await run(on, "delete from post_requests where account_id = $1::uuid and key = $2::text", [
      accountId,
      key,
    ]);
  else
    await run(
      on,
      "update post_requests set done_at = $3::timestamptz where account_id = $1::uuid and key = $2::text",
      [accountId, key, doneAt],
    );
}

/** Lets the next one take over at once. */
export async function releaseRequest(on: Runner, { accountId, key }: Named): Promise<void> {
  await run(
    on,
    `update post_requests set claimed_at = claimed_at - ${DEAD_AFTER} where account_id = $1::uuid and key = $2::text`,
    [accountId, key],
  );
}

export async function pruneRequests(on: Runner, before: Date): Promise<void> {
  await run(on, "delete from post_requests where claimed_at < $1::timestamptz", [before]);
}
