import type { Ctx } from "../context.ts";
import { newSecret } from "./secret.ts";
import { run } from "./statement.ts";

const read = "select secret from node_secrets where purpose = $1::text";

/**
 * A secret of this node for one purpose: made when it is first asked for, the same in all processes, and kept for good.
 *
 * @param purpose such as `remote media`
 */
export async function nodeSecret(ctx: Pick<Ctx, "sql" | "clock">, purpose: string): Promise<string> {
  const [kept] = await run<{ secret: string }>(ctx.sql, read, [purpose]);
  if (kept !== undefined) return kept.secret;
  await run(
    ctx.sql,
    `insert into node_secrets (purpose, secret, created_at) values ($1::text, $2::text, $3::timestamptz)
     on conflict do nothing`,
    [purpose, newSecret(), ctx.clock.now()],
  );
  const [made] = await run<{ secret: string }>(ctx.sql, read, [purpose]);
  if (made === undefined) throw new Error(`The secret for ${purpose} was not kept.`);
  return made.secret;
}
