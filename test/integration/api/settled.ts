import type { ApiRig } from "./rig.ts";

/**
 * Until every consumer of the node's changes has dealt with all there are now. The feed waits for transactions that are
 * open anywhere on the PostgreSQL server, also those of tests that run beside this one.
 */
export async function settled({ node, ctx }: ApiRig): Promise<void> {
  const [last] =
    await ctx.sql`select c.xid::text as xid, c.id from changes c order by c.xid desc, c.id desc limit 1`;
  if (last === undefined) return;
  for (;;) {
    await node.changes.settle();
    const behind = await ctx.sql`select from change_cursors
      where (split_part(position, ':', 1)::xid8, split_part(position, ':', 2)::bigint) < (${last.xid}::text::xid8, ${last.id}::bigint)`;
    if (behind.length === 0) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}
