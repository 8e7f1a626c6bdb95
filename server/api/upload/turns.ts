import { Refusal } from "../refusal.ts";

/** Files that an account may send at a time, to each process. */
const MOST = 8;

/** How many uploads of each account are under way in this process. */
export function createUploadTurns(most = MOST) {
  const underWay = new Map<string, number>();
  return {
    /** @throws Refusal with 429 when the account sends too many files already */
    enter(accountId: string): () => void {
      const count = underWay.get(accountId) ?? 0;
      if (count >= most)
        throw new Refusal(429, `You are sending ${most} files already. Wait until one of them is here`, {
          headers: { connection: "close", "retry-after": "10" },
        });
      underWay.set(accountId, count + 1);
      return () => {
        const left = (underWay.get(accountId) ?? 1) - 1;
        if (left > 0) underWay.set(accountId, left);
        else underWay.delete(accountId);
      };
    },
  };
}
