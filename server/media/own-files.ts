import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

const BATCH = 200;

/** The files that an account's posts show, as peers are given them, some at a time. A file of two posts may come twice. */
export async function* ownFiles(ctx: Pick<Ctx, "sql">, accountId: string): AsyncGenerator<string[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await run<{ id: string; name: string }>(
      ctx.sql,
      `select m.id, f.file ->> 'name' as name from media m
       cross join lateral (select f from jsonb_array_elements(m.files) f where f ->> 'role' = 'main' limit 1) as f(file)
       where m.account_id = $1::uuid and m.id > $2::uuid and m.post_id is not null
       order by m.id limit ${BATCH}`,
      [accountId, after],
    );
    if (rows.length > 0) yield rows.map((row) => row.name);
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? after;
  }
}
