/** Runs a task that waits for another server, or answers `null` at once when too many wait already. */
export type Admission = <T>(host: string, task: () => Promise<T>) => Promise<T> | null;

/**
 * Bounds how many deliveries wait for other servers while their bodies are held in memory: so many for one host, however
 * slow it is, and so many over all. Who is not admitted should be asked to come again.
 *
 * @example
 * const admit = createAdmission({ perHost: 16, total: 200 });
 * const fetched = admit("peer.example", () => fetchActor(iri)); // null: answer 503
 */
export function createAdmission({ perHost, total }: { perHost: number; total: number }): Admission {
  const waiting = new Map<string, number>();
  let all = 0;
  return (host, task) => {
    const here = waiting.get(host) ?? 0;
    if (here >= perHost || all >= total) return null;
    waiting.set(host, here + 1);
    all += 1;
    return task().finally(() => {
      all -= 1;
      const left = (waiting.get(host) ?? 1) - 1;
      if (left === 0) waiting.delete(host);
      else waiting.set(host, left);
    });
  };
}
