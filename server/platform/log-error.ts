/** Members by which PostgreSQL and Node say what went wrong; `detail`, `parameters` and `query` would hold people's data. */
const TELLING = ["code", "constraint_name", "table_name", "column_name", "syscall", "address", "port"];

/**
 * An error as it may be logged: its name, where it was thrown and what caused it. Drizzle puts the statement's
 * parameters into its messages, and PostgreSQL the offending value into those of class 22 (data exceptions), so these
 * messages are left out.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error).slice(0, 200);
  const members = error as unknown as Record<string, unknown>;
  const telling = TELLING.filter((name) => members[name] !== undefined).map((name) => [name, members[name]]);
  return {
    type: error.name === "Error" ? error.constructor.name : error.name,
    ...(holdsData(error) ? {} : { message: error.message }),
    ...Object.fromEntries(telling),
    stack: frames(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

function holdsData(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return (
    error.message.startsWith("Failed query:") || (typeof code === "string" && /^22[0-9A-Z]{3}$/.test(code))
  );
}

/** The stack without its first lines, which repeat the message. */
function frames(error: Error): string {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
