import { fork } from "node:child_process";

/** What a child process can be asked, by name; arguments and results travel as structured clones. */
// biome-ignore lint/suspicious/noExplicitAny: a handler's argument is known only to its caller
export type Calls = Record<string, (argument: any) => unknown>;

type Argument<C extends Calls, K extends keyof C> = Parameters<C[K]>[0];

export interface Child<C extends Calls> {
  readonly pid: number;
  call<K extends keyof C>(
    name: K,
    ...argument: undefined extends Argument<C, K> ? [] : [Argument<C, K>]
  ): Promise<Awaited<ReturnType<C[K]>>>;
  /** Closes the channel, which ends the child, and waits for that. */
  stop(): Promise<void>;
}

interface Question {
  id: number;
  name: string;
  argument: unknown;
}
type Answer = { id: number; value: unknown } | { id: number; error: string };

/**
 * Starts a script of this folder in a process of its own, so that its CPU time is its own. It ends with this process,
 * however that ends.
 *
 * @example
 * const sinks = await startChild<SinkCalls>(new URL("./peers/sinks.ts", import.meta.url));
 * await sinks.call("listen");
 */
export async function startChild<C extends Calls>(
  script: URL,
  options: { readonly execArgv?: readonly string[] } = {},
): Promise<Child<C>> {
  const child = fork(script, [], {
    serialization: "advanced",
    execArgv: [...(options.execArgv ?? [])],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      const error = new Error(`${script.pathname} ended (${signal ?? code})`);
      for (const { reject } of waiting.values()) reject(error);
      resolve();
    });
  });
  child.on("message", (answer: Answer) => {
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("error" in answer) question?.reject(new Error(answer.error));
    else question?.resolve(answer.value);
  });
  let last = 0;
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script.pathname} did not start`);
  return {
    pid,
    call: (name, ...[argument]) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id, name: String(name), argument } satisfies Question);
      }),
    async stop() {
      if (child.connected) child.disconnect();
      const kill = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** The child's side: answers calls until the channel closes, then `close`s and ends. */
export function answer(calls: Calls, close: () => Promise<void> | void = () => {}): void {
  process.on("message", async ({ id, name, argument }: Question) => {
    const reply = (answered: Answer) => process.connected && process.send?.(answered);
    try {
      reply({ id, value: await calls[name]?.(argument) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group; the bench closes its children in order
  process.once("disconnect", async () => {
    await close();
    process.exit();
  });
}
