import type { Ctx } from "../context.ts";

/** Whether a rule about a domain would be one about this node: it is the node's own, or one above it, whose rules hold below too. */
export function isOwnDomain({ handleHost }: Pick<Ctx, "handleHost">, name: string): boolean {
  const own = handleHost.replace(/:\d+$/, "");
  return own === name || own.endsWith(`.${name}`);
}
