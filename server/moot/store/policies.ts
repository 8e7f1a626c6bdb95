import { type Runner, run } from "../../platform/statement.ts";
import type { DecisionPolicy, Treatment } from "../treatment.ts";

export function readPolicies(on: Runner): Promise<DecisionPolicy[]> {
  return run<DecisionPolicy>(
    on,
    "select peer, verdict, treatment from decision_policies order by peer, verdict",
    [],
  );
}

/** @param policy.treatment null for none of its own any more */
export async function savePolicy(
  on: Runner,
  policy: { peer: string; verdict: string; treatment: Treatment | null; by: string | null; at: Date },
): Promise<void> {
  const { peer, verdict, treatment, by, at } = policy;
  if (treatment === null)
    await run(on, "delete from decision_policies where peer = $1::text and verdict = $2::text", [
      peer,
      verdict,
    ]);
  else
    await run(
      on,
      `insert into decision_policies (peer, verdict, treatment, set_by, set_at)
       values ($1::text, $2::text, $3::text, $4::uuid, $5::timestamptz)
       on conflict (peer, verdict) do update set treatment = excluded.treatment, set_by = excluded.set_by, set_at = excluded.set_at`,
      [peer, verdict, treatment, by, at],
    );
}
