import { connect } from "node:net";

/**
 * Sends prepared requests over one keep-alive connection, each after the answer to the one before, until `next` has no
 * more; `answered` hears each status. Node's HTTP client would cost the generator more than the rest of it.
 */
export function sendOver(
  target: { readonly hostname: string; readonly port: number },
  next: () => Buffer | undefined,
  answered: (status: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.hostname, port: target.port, noDelay: true });
    let received = "";
    const send = () => {
      const request = next();
      if (request) socket.write(request);
      else socket.end(resolve);
    };
    socket.setEncoding("latin1");
    socket.on("connect", send);
    socket.on("data", (chunk: string) => {
      received += chunk;
      const answer = readAnswer(received);
      if (answer === undefined) return;
      received = "";
      answered(answer);
      send();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed the connection"))); // no-op after resolve
  });
}

/** The status of a complete answer; undefined while more of it must come. */
function readAnswer(text: string): number | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const [, length] = /\r\ncontent-length: *(\d+)/.exec(head) ?? [];
  const complete = head.includes("transfer-encoding: chunked")
    ? text.endsWith("0\r\n\r\n")
    : status === 204 || text.length >= end + 4 + Number(length ?? 0);
  return complete ? status : undefined;
}
