import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { err, ok, type Result } from "#protocol/result.ts";

export type ListenError =
  | { type: "http/port-in-use"; port: number }
  | { type: "http/cannot-listen"; detail: string };

/** Starts to accept connections; the value is the port, which matters when 0 asked for any. */
export function listen(server: Server, port: number, host: string): Promise<Result<number, ListenError>> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => {
      resolve(
        err(
          error.code === "EADDRINUSE"
            ? { type: "http/port-in-use", port }
            : { type: "http/cannot-listen", detail: error.message },
        ),
      );
    };
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      resolve(ok((server.address() as AddressInfo).port));
    });
  });
}

export type Closable = Pick<Server, "close" | "closeAllConnections" | "closeIdleConnections">;

/** Accepts no more connections, lets running requests end for a while, then cuts what is left. */
export function closeServer(server: Closable, graceMs = 5_000): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
