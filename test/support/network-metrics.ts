/** Opens /metrics of a test's node: give it as the node's METRICS_TOKEN. */
export const METRICS_TOKEN = "opens the metrics of a test";

/**
 * What became of the activities that came in, by outcome and reason, as the node's own counters have it.
 *
 * @example (await readOutcomes(origin)).get("refused: signature/missing") // 1
 */
export async function readOutcomes(origin: string): Promise<Map<string, number>> {
  const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const counts = new Map<string, number>();
  for (const [, labels = "", count] of (await answer.text()).matchAll(
    /^inbound_activities_total\{([^}]*)\} (\d+)/gm,
  )) {
    const named = new Map([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    const reason = named.get("reason") ?? "";
    const key = `${named.get("outcome")}${reason === "" ? "" : `: ${reason}`}`;
    counts.set(key, (counts.get(key) ?? 0) + Number(count));
  }
  return counts;
}
