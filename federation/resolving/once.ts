/**
 * Runs what is asked for under the same key at the same time once, and gives all who asked the same answer. Nothing is
 * kept afterwards.
 *
 * @example const fetchOnce = createOnce<Account>(); await fetchOnce(iri, () => fetchAccount(iri));
 */
export function createOnce<T>(): (key: string, run: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, run) => {
    const known = running.get(key);
    if (known !== undefined) return known;
    const started = run().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}
