import { pino } from "pino";
import { describeError } from "./log-error.ts";
import { oneLine } from "./log-line.ts";

/** Structured logging: fields first, then a fixed message. Fields hold ids and codes; never content, tokens or keys. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** A log that adds `bindings`, such as a request's id, to every line. */
  child(bindings: object): Log;
}

/** The last defence: fields that should not have been logged in the first place. */
const SECRETS = [
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "privateKey",
  "privateKeyPem",
  "content",
];

/**
 * Writes one line of JSON an event, or one short readable line where the output is a terminal.
 *
 * @param write where to; standard output when not given
 *
 * @example
 * const log = createLog({ level: "info" });
 * log.child({ request: id }).warn({ host, reason: "signature/expired" }, "refused an activity");
 */
export function createLog(options: {
  readonly level: string;
  readonly readable?: boolean;
  readonly write?: (line: string) => void;
}): Log {
  const {
    level,
    readable = process.stdout.isTTY === true,
    write = (line) => void process.stdout.write(line),
  } = options;
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: "[hidden]" },
    },
    { write: readable ? (line) => write(oneLine(line)) : write },
  );
}
