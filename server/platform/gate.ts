/**
 * Lets a number of them work at a time; the others wait, in the order in which they came.
 *
 * @example const gate = createGate(4); await gate(() => readMuch());
 */
export function createGate(width: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= width) await new Promise<void>((enter) => waiting.push(enter));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever waited longest takes the place over: nobody who comes now gets in before.
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
