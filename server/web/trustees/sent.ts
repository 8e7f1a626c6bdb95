import type { Context } from "hono";

/** What a form has sent, with what comes more than once. */
export interface Sent {
  /** The first of its name, with line ends as they are elsewhere; empty for none. */
  one(name: string): string;
  all(name: string): string[];
}

export async function readSent(c: Context): Promise<Sent> {
  const body = await c.req.parseBody({ all: true });
  const all = (name: string) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    return [value ?? []].flat().flatMap((each) => (typeof each === "string" ? [each] : []));
  };
  return { all, one: (name) => (all(name)[0] ?? "").replaceAll("\r\n", "\n") };
}
