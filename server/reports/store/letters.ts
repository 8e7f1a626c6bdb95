import { type Runner, run } from "../../platform/statement.ts";

/** Until the end of the transaction, no other process writes letters. False where one does. */
export async function holdLetters(tx: Runner): Promise<boolean> {
  const [row] = await run<{ held: boolean }>(
    tx,
    "select pg_try_advisory_xact_lock(hashtextextended(current_schema || ':letters', 0)) as held",
    [],
  );
  return row?.held === true;
}
