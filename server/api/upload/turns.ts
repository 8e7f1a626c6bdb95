import { Refusal } from "../refusal.ts";

/** Files that an account may send at a time, to each process. */
const MOST = 8;

/**
 * How many uploads of each sender are under way in this process.
 *
 * @param most of one sender
 * @param mostOfAll of everybody together
 */
export function createUploadTurns(most = MOST, mostOfAll = Number.POSITIVE_INFINITY) {
  const underWay = new Map<string, number>();
  let all = 0;
  return {
    /** @throws Refusal with 429 when the sender sends too much already, 503 when everybody does */
    enter(sender: string): () => void {
      const count = underWay.get(sender) ?? 0;
      const headers = { connection: "close", "retry-after": "10" };
      if (count >= most)
        throw new Refusal(429, `You are sending ${most} files already. Wait until one of them is here`, {
          headers,
        });
      if (all >= mostOfAll)
        throw new Refusal(503, "Many send files at the moment. Try again in a minute", { headers });
      underWay.set(sender, count + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (underWay.get(sender) ?? 1) - 1;
        if (left > 0) underWay.set(sender, left);
        else underWay.delete(sender);
      };
    },
  };
}

/** The same for people without an account, who are known by nothing but where they come from. */
export const createOpenTurns = () => createUploadTurns(3, 32);
