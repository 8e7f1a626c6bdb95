import type { Statements } from "../../ports.ts";

export async function findCaseByNumber(on: Statements, number: number): Promise<string | null> {
  const [row] = await on.run<{ id: string }>("select id from cases where number = $1::bigint", [number]);
  return row?.id ?? null;
}
