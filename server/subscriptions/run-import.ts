import type { ApiCtx } from "../context.ts";
import { afterDecisions, decideMany, decideWanted } from "../hosts/decide.ts";
import { isExempt } from "./exempt.ts";
import { addAllows, removeAllows } from "./store/allows.ts";
import { changeList, type DomainList, holdList } from "./store/lists.ts";
import { readKeys, wantedOf } from "./store/wanted.ts";

type Deps = Pick<ApiCtx, "db" | "clock" | "ids" | "handleHost" | "uris" | "domains" | "chores">;

const BATCH = 20_000;

/**
 * Does what an import asks for, batch after batch, and goes on where it stopped. What a batch does is whole or not at all.
 *
 * @param report is told how many of how many are done
 */
export async function runImport(
  ctx: Deps,
  importId: string,
  report: (done: number, total: number) => void = () => {},
): Promise<void> {
  for (;;) {
    const list = await ctx.db.transaction((tx) => runBatch(ctx, tx, importId));
    if (list === null) break;
    report(list.done, list.total);
    if (list.state !== "applying" && list.state !== "undoing") break;
  }
  await afterDecisions(ctx);
}

type Tx = Parameters<Parameters<Deps["db"]["transaction"]>[0]>[0];

/** The list as it is afterwards; null where there is nothing to do. */
async function runBatch(ctx: Deps, tx: Tx, id: string): Promise<DomainList | null> {
  const list = await holdList(tx, id);
  if (list === null || (list.state !== "applying" && list.state !== "undoing")) return null;
  const keys = await readKeys(tx, id, { after: list.progress, limit: BATCH });
  const source = `import:${id}` as const;
  if (list.purpose === "allow") {
    if (list.state === "applying") await addAllows(ctx, tx, id, keys);
    else await removeAllows(tx, id, keys);
  } else if (list.state === "undoing") {
    await decideMany(ctx, tx, { source, decisions: [], withdrawn: keys });
  } else {
    const exempt = keys.filter((key) => isExempt(ctx, key));
    const wanted = wantedOf(id, { after: list.progress, limit: BATCH, exempt });
    await decideWanted(ctx, tx, { source, wanted, most: keys.length, accountId: list.createdBy });
  }
  const isOver = keys.length < BATCH;
  const state = list.state === "applying" ? ("applied" as const) : ("undone" as const);
  const changes = {
    done: list.done + keys.length,
    progress: keys.at(-1) ?? list.progress,
    ...(isOver && { state }),
  };
  await changeList(tx, id, changes);
  return { ...list, ...changes };
}
