import { createServer, type Socket } from "node:net";

export interface Received {
  from: string;
  to: string;
  /** Headers and text, decoded. */
  text: string;
}

export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  letters: Received[];
  /** The next letter to an address. */
  next(to: string): Promise<Received>;
  /** What the server says to every letter from now on, such as `451 busy`; null to take them. */
  refuse(answer: string | null): void;
  close(): Promise<void>;
}

/** A mail server that takes everything (RFC 5321, the least of it). */
export async function startMailServer(): Promise<MailServer> {
  const letters: Received[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | null = null;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let buffer = "";
    let isData = false;
    let envelope = { from: "", to: "" };
    say("220 here");
    socket.setEncoding("utf8").on("data", (chunk) => {
      buffer += chunk;
      for (;;) {
        const end = isData ? "\r\n.\r\n" : "\r\n";
        const at = buffer.indexOf(end);
        if (at < 0) return;
        const part = buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        if (isData) {
          isData = false;
          letters.push({ ...envelope, text: decode(part.replaceAll("\r\n..", "\r\n.")) });
          say("250 taken");
          continue;
        }
        const verb = part.slice(0, 4).toUpperCase();
        if (verb === "MAIL") {
          if (refusal !== null) {
            say(refusal);
            continue;
          }
          envelope = { from: address(part), to: "" };
        }
        if (verb === "RCPT") envelope.to = address(part);
        if (verb === "DATA") isData = true;
        say(verb === "DATA" ? "354 go on" : verb === "QUIT" ? "221 bye" : "250 ok");
        if (verb === "QUIT") socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse(answer) {
      refusal = answer;
    },
    async next(to) {
      for (let tries = 0; tries < 400; tries++) {
        const at = letters.findIndex((letter) => letter.to === to);
        if (at >= 0) return letters.splice(at, 1)[0] as Received;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`no letter to ${to}`);
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function address(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}

/** Long lines come as quoted-printable (RFC 2045 §6.7). */
function decode(letter: string): string {
  if (!/content-transfer-encoding: quoted-printable/i.test(letter)) return letter;
  return letter
    .replace(/=\r\n/g, "")
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString());
}

/** The link in a letter, as path and query. */
export function linkIn({ text }: Received): string {
  const link = /https?:\/\/\S+\/(?:auth|decisions)\/\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`no link in ${text}`);
  const url = new URL(link);
  return url.pathname + url.search;
}
