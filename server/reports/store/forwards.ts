import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

/** Remembers under which id a report was passed on, so that its answer finds it. */
export async function keepForward(tx: Tx, { iri, reportId }: { iri: Iri; reportId: string }): Promise<void> {
  await run(tx, "insert into report_forwards (iri, report_id) values ($1::text, $2::uuid)", [iri, reportId]);
}
