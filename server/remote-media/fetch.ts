import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ShownPicture, toShown } from "#media/image/shown.ts";
import { isFileExtension } from "#media/storage/names.ts";
import { leavesSpace } from "#media/storage/space.ts";
import type { ApiCtx } from "../context.ts";
import { openWork } from "../media/work.ts";
import { createGate } from "../platform/gate.ts";
import type { Proxied } from "./address.ts";
import { atMost, type Begun, begin, TooMuch, textOf, writeTo } from "./body.ts";
import { busy, type Failure, failureOf, unfit } from "./failure.ts";
import { forms } from "./forms.ts";
import type { Answer, Found } from "./found.ts";
import { createHosts } from "./hosts.ts";
import { createKeeper, type KeepCtx } from "./keep.ts";
import { MAX_PLAYLIST, rewritePlaylist } from "./playlist.ts";
import { type Content, sniff } from "./sniff.ts";
import { openSpool } from "./spool.ts";

export type FetchCtx = KeepCtx & Pick<ApiCtx, "openRemote" | "proxy" | "log" | "config" | "clock">;

/** Bytes. */
const MAX_PICTURE = 24 * 1024 * 1024;
const MAX_CAPTIONS = 2 * 1024 * 1024;
/** From the first byte asked for to the last of it. */
const PICTURE_MS = 30_000;
const MEDIA_MS = 15 * 60_000;
/** Pictures that are made smaller at a time. */
const MAKING = 2;
/** Videos that are fetched whole at a time, from one host and in all; more are passed through. */
const SPOOLS = { perHost: 2, inAll: 8 };
const ENDED_SECONDS = 3_600;
const LIVE_SECONDS = 1;

type Opened = Extract<Awaited<ReturnType<ApiCtx["openRemote"]>>, { ok: true }>["value"];
type Media = Extract<Content, { is: "media" }>;
type Tell = (answer: Answer) => void;

/**
 * Gets remote files from where they are, as if each were hostile: bounded in size and time and in how many come at once, told
 * by content what they are, and made into what is shown here.
 */
export function createFetcher(ctx: FetchCtx) {
  const { keeps, fileBytes } = ctx.config.remoteMedia;
  const hosts = createHosts(ctx.clock);
  const keeper = createKeeper(ctx);
  const making = createGate(MAKING);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const spools = new Map<string, number>();

  /** Answers as soon as it is known what becomes of it; `done` is when nothing is under way any more. */
  function fetch(proxied: Proxied): { answer: Promise<Answer>; done: Promise<void> } {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const done = work(proxied, resolve);
    running.add(done);
    void done.finally(() => running.delete(done));
    return { answer: promise, done };
  }

  async function work(proxied: Proxied, tell: Tell): Promise<void> {
    const host = URL.parse(proxied.url)?.host ?? "";
    try {
      if (hosts.isSilent(host))
        return tell(failed({ reason: "silent host", as: "unreachable", forMs: 30_000 }));
      const entered = await hosts.enter(host, async () => {
        const work = await openWork(ctx);
        try {
          await get(proxied, host, work.path, tell);
        } finally {
          await work.remove();
        }
        return true;
      });
      if (entered === null) tell(failed(busy("too many wait")));
    } catch (error) {
      tell(failed(thrown(error)));
    }
  }

  async function get(proxied: Proxied, host: string, folder: string, tell: Tell): Promise<void> {
    const path = join(folder, "came");
    if (proxied.size !== "original") {
      const original = await keeper.read({ url: proxied.url, size: "original" });
      if (original !== null) {
        await writeFile(path, original);
        return tell(await picture(proxied, path));
      }
    }
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), PICTURE_MS);
    const signal = AbortSignal.any([late.signal, stopping.signal]);
    const opened = await ctx.openRemote(proxied.url, { signal, wholeMs: MEDIA_MS });
    if (!opened.ok) {
      clearTimeout(timer);
      const failure = failureOf(opened.error);
      if (failure.as === "unreachable") hosts.wasSilent(host);
      else hosts.answered(host);
      return tell(failed(failure));
    }
    hosts.answered(host);
    const { body, headers } = opened.value;
    try {
      const begun = await begin(body);
      const content = sniff(begun.head, headers["content-type"] ?? "");
      if (content === null) return tell(failed(unfit("unknown type")));
      if (content.is === "picture") {
        refuseLonger(headers, MAX_PICTURE);
        await writeTo(path, atMost(MAX_PICTURE, begun.chunks));
        return tell(await picture(proxied, path));
      }
      if (proxied.size !== "original") return tell(failed(unfit("no picture")));
      if (content.is === "playlist") return tell(await playlist(opened.value, begun));
      if (content.is === "captions") return tell(await captions(begun));
      clearTimeout(timer);
      await media(proxied, content, { host, folder, opened: opened.value, begun, tell });
    } catch (error) {
      tell(failed(late.signal.aborted ? failureOf({ type: "timeout" }) : thrown(error)));
    } finally {
      clearTimeout(timer);
      body.destroy();
    }
  }

  async function picture(proxied: Proxied, path: string): Promise<Answer> {
    const made = await making(() => toShown(path, forms[proxied.size]));
    if (!made.ok) return failed(unfit(made.error.type));
    const once = asBytes(made.value);
    if (!keeps || !isFileExtension(made.value.extension)) return { ok: true, value: once };
    const { mediaType, extension, bytes } = made.value;
    const name = await keeper.keepBytes(proxied, { bytes, mediaType, extension });
    // A full disk keeps nobody from seeing what is here already.
    return { ok: true, value: name === null ? once : { is: "file", name, mediaType } };
  }

  async function playlist(opened: Opened, begun: Begun): Promise<Answer> {
    const text = await textOf(atMost(MAX_PLAYLIST, begun.chunks));
    const rewritten = rewritePlaylist(text, opened.url, (url) => ctx.proxy.of(url, "original"));
    if (!rewritten.ok) return failed(unfit(rewritten.error.detail));
    return {
      ok: true,
      value: {
        is: "bytes",
        bytes: Buffer.from(rewritten.value.text),
        mediaType: "application/vnd.apple.mpegurl",
        seconds: rewritten.value.isWhole ? ENDED_SECONDS : LIVE_SECONDS,
      },
    };
  }

  async function captions(begun: Begun): Promise<Answer> {
    const bytes = Buffer.from(await textOf(atMost(MAX_CAPTIONS, begun.chunks)));
    return {
      ok: true,
      value: { is: "bytes", bytes, mediaType: "text/vtt; charset=utf-8", seconds: ENDED_SECONDS },
    };
  }

  /** Keeps what is small enough, and has it read meanwhile; of anything else only what it is, and that it is passed through. */
  async function media(
    proxied: Proxied,
    { mediaType, extension }: Media,
    at: { host: string; folder: string; opened: Opened; begun: Begun; tell: Tell },
  ): Promise<void> {
    const { host, folder, opened, begun, tell } = at;
    const passed = { ok: true, value: { is: "passed", mediaType } } as const;
    const total = lengthOf(opened.headers);
    const isKept = keeps && total !== null && total <= fileBytes && isFileExtension(extension);
    if (!isKept) {
      if (keeps) await keeper.notePassed(proxied, mediaType);
      return tell(passed);
    }
    const mine = spools.get(host) ?? 0;
    const inAll = [...spools.values()].reduce((sum, count) => sum + count, 0);
    if (mine >= SPOOLS.perHost || inAll >= SPOOLS.inAll) return tell(passed);
    spools.set(host, mine + 1);
    try {
      if (!(await leavesSpace(folder, total))) return tell(passed);
      const path = join(folder, "spool");
      const spool = await openSpool(path, total, mediaType);
      tell({ ok: true, value: { is: "coming", spool } });
      const sha256 = await spool.fill(begun.chunks);
      await keeper.keepFile(proxied, { path, sha256, extension, mediaType, bytes: total });
    } catch (error) {
      // Its readers have been cut off; the next one begins anew. Where nobody reads it yet, nothing could be written.
      ctx.log.info({ err: error, host }, "a remote file did not come whole");
      tell(passed);
    } finally {
      const left = (spools.get(host) ?? 1) - 1;
      if (left === 0) spools.delete(host);
      else spools.set(host, left);
    }
  }

  return {
    fetch,
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function asBytes({ bytes, mediaType }: ShownPicture): Found {
  return { is: "bytes", bytes, mediaType, seconds: 0 };
}

function failed(error: Failure): Answer {
  return { ok: false, error };
}

function thrown(error: unknown): Failure {
  if (error instanceof TooMuch) return unfit("too large");
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return busy("disk full");
  return failureOf({ type: "network" });
}

function lengthOf(headers: Readonly<Record<string, string>>): number | null {
  const text = headers["content-length"] ?? "";
  return /^\d{1,15}$/.test(text) && text !== "0" ? Number(text) : null;
}

/** What says itself that it is too long need not come first. */
function refuseLonger(headers: Readonly<Record<string, string>>, most: number): void {
  if ((lengthOf(headers) ?? 0) > most) throw new TooMuch();
}
