import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Relay {
  readonly port: number;
  /** Cuts each of the next connections when so many bytes have gone one way. */
  cut(direction: "up" | "down", afterBytes: number, connections: number): void;
  close(): Promise<void>;
}

/** A way to a server on this machine that breaks when it is told to. */
export async function startRelay(target: number): Promise<Relay> {
  const open = new Set<Socket>();
  let plan: { direction: "up" | "down"; afterBytes: number; connections: number } | null = null;
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    const cut = () => {
      near.destroy();
      far.destroy();
    };
    let mine: typeof plan = null;
    for (const [from, to, direction] of [
      [near, far, "up"],
      [far, near, "down"],
    ] as const) {
      open.add(from);
      let bytes = 0;
      from.on("data", (chunk) => {
        if (mine === null && plan !== null && plan.connections > 0) {
          plan.connections--;
          mine = { ...plan };
          bytes = 0;
        }
        bytes += chunk.length;
        if (mine?.direction === direction && bytes > mine.afterBytes) cut();
        else if (!to.write(chunk)) {
          from.pause();
          to.once("drain", () => from.resume());
        }
      });
      from.on("error", cut).on("close", () => {
        open.delete(from);
        cut();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut(direction, afterBytes, connections) {
      plan = { direction, afterBytes, connections };
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
