/** A line of the log for a person at a terminal: `12:00:01 warn  refused an activity host=a.example reason=...`. */
export function oneLine(json: string): string {
  const { time, level, msg, err, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${plain(value)}`);
  return `${clock} ${String(level).padEnd(5)} ${printable(String(msg ?? ""))}${rest.join("")}${errorLines(err)}\n`;
}

function errorLines(err: unknown): string {
  if (!err || typeof err !== "object") return "";
  const { type, message, code, stack, cause } = err as Record<string, unknown>;
  const head = [type, code, message].filter((part) => part !== undefined).map(plain);
  return `\n    ${head.join(" ")}${stack ? `\n${String(stack)}` : ""}${errorLines(cause)}`;
}

function plain(value: unknown): string {
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

/** Fields may come from strangers, and a terminal obeys control characters. */
function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, "?");
}
