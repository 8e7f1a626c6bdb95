import { createGate } from "../platform/gate.ts";

/**
 * Lets some work at a time and some wait; who comes when all places are taken is sent away, with null.
 *
 * @example const line = createShortLine(2, 8); const made = await line(() => makePicture(...));
 */
export function createShortLine(width: number, waiting: number) {
  const gate = createGate(width);
  let present = 0;
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (present >= width + waiting) return null;
    present += 1;
    try {
      return await gate(work);
    } finally {
      present -= 1;
    }
  };
}
