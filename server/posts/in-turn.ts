/** Runs pieces of work about the same thing one after another, and all others side by side. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * A Delete that comes while the Create of the same post is being stored must not overtake it: each would see a database
 * without the other.
 *
 * @example const inTurn = createInTurn(); await inTurn(post.iri, () => store(post));
 */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key);
    const current = before === undefined ? work() : before.then(work, work);
    last.set(key, current);
    const leave = () => {
      if (last.get(key) === current) last.delete(key);
    };
    current.then(leave, leave);
    return current;
  };
}
