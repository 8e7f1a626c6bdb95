import { createTransport } from "nodemailer";
import type { Mailer } from "./port.ts";

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;

/**
 * Mail by SMTP (RFC 5321), as plain text, on at most two connections at a time.
 *
 * @param smtpUrl `smtps://user:password@host`; with `smtp://` TLS is begun where the server offers it
 * @param from the sender, as `address` or `Name <address>`
 */
export function createSmtpMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // What is in a letter is text from here: nothing of it names a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to: { name: "", address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}
