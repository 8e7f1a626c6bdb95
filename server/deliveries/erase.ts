import type { Tx } from "../context.ts";
import { run } from "../platform/statement.ts";

/**
 * Forgets what was sent in the node's own name about some subjects, as the law may ask: reports that were passed on, answers to
 * reports, notes between moderators. What has not gone out yet does not go out any more.
 *
 * @param sender the node's actor
 */
export async function eraseSent(
  tx: Tx,
  { sender, iris }: { sender: string; iris: readonly string[] },
): Promise<void> {
  const named = [sender, JSON.stringify(iris)];
  await run(
    tx,
    `delete from activities a using accounts s where s.id = a.sender_id and s.iri = $1::text and not a.is_public
       and exists (select from jsonb_array_elements_text($2::jsonb) as n(iri)
         where position(convert_to(to_jsonb(n.iri)::text, 'UTF8') in a.body) > 0)`,
    named,
  );
  await run(
    tx,
    `delete from outbox_events o where o.kind like 'report.%' and o.dispatched_at is not null
       and exists (select from jsonb_array_elements_text($1::jsonb) as n(iri)
         where strpos(o.payload::text, to_jsonb(n.iri)::text) > 0)`,
    [JSON.stringify(iris)],
  );
}
