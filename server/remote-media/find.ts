import { LRUCache } from "lru-cache";
import type { ApiCtx } from "../context.ts";
import type { Proxied } from "./address.ts";
import { busy, type Failure } from "./failure.ts";
import { createFetcher, type FetchCtx } from "./fetch.ts";
import type { Answer, Found } from "./found.ts";
import { forget, keyOf, noteUse, readKnown } from "./store.ts";

export type FindCtx = FetchCtx & Pick<ApiCtx, "sql" | "clock">;

/** Failures that are remembered. */
const REMEMBERED = 20_000;
/** Playlists, and what is passed through. */
const IN_MIND_BYTES = 16 * 1024 * 1024;

/**
 * Finds remote files here, or gets them here: whoever asks for one that somebody has asked for already waits with them for
 * the one fetch, and whoever asks for one that could not be had is told so without another.
 */
export function createFinder(ctx: FindCtx) {
  const keeps = ctx.config.remoteMedia.keeps;
  const fetcher = createFetcher(ctx);
  const coming = new Map<string, Promise<Answer>>();
  const failed = new LRUCache<string, { failure: Failure; until: number }>({ max: REMEMBERED });
  const inMind = new LRUCache<string, { found: Found; until: number }>({
    maxSize: IN_MIND_BYTES,
    sizeCalculation: ({ found }) => 500 + (found.is === "bytes" ? found.bytes.byteLength : 0),
  });
  const now = () => ctx.clock.now().getTime();

  async function known(key: string): Promise<Answer | null> {
    const failure = failed.get(key);
    if (failure !== undefined && failure.until > now()) return { ok: false, error: failure.failure };
    const text = inMind.get(key);
    if (text !== undefined && text.until > now()) return { ok: true, value: text.found };
    const row = keeps ? await readKnown(ctx, key) : null;
    if (row === null) return null;
    if (row.isDue) await noteUse(ctx, key);
    const { file: name, mediaType } = row;
    return { ok: true, value: name === null ? { is: "passed", mediaType } : { is: "file", name, mediaType } };
  }

  function start(key: string, proxied: Proxied): Promise<Answer> {
    const { answer, done } = fetcher.fetch(proxied);
    coming.set(key, answer);
    void done.finally(() => coming.delete(key));
    return answer.then((got) => {
      if (!got.ok && got.error.forMs > 0)
        failed.set(key, { failure: got.error, until: now() + got.error.forMs });
      if (got.ok) {
        const seconds = rememberedFor(got.value, keeps);
        if (seconds > 0) inMind.set(key, { found: got.value, until: now() + seconds * 1_000 });
      }
      return got;
    });
  }

  return {
    /**
     * @param mayFetch asked before anything is asked of the origin; false when whoever wants it has had enough
     */
    async find(proxied: Proxied, mayFetch: () => Promise<boolean>): Promise<Answer> {
      const key = keyOf(proxied);
      const found = coming.get(key) ?? (await known(key));
      if (found !== null) return found;
      const under = coming.get(key);
      if (under !== undefined) return under;
      if (!(await mayFetch())) return { ok: false, error: busy("too many fetches") };
      return coming.get(key) ?? start(key, proxied);
    },
    /** Told when the store does not have what it should have. */
    async lost(proxied: Proxied): Promise<void> {
      await forget(ctx, keyOf(proxied));
    },
    /** When nothing is under way any more. */
    settled: () => fetcher.settled(),
    stop: () => fetcher.stop(),
  };
}

/** Seconds. That something is passed through says nothing of what it is. */
function rememberedFor(found: Found, keeps: boolean): number {
  if (found.is === "passed") return 3_600;
  return found.is === "bytes" && keeps ? found.seconds : 0;
}
