import { isUnder } from "#moderation/advice/agree.ts";
import type { Ctx } from "../context.ts";

/** Whether a list may not touch a domain, because this node is it or is under it. */
export function isExempt(
  { handleHost, uris }: Pick<Ctx, "handleHost"> & Partial<Pick<Ctx, "uris">>,
  domain: string,
) {
  const own = [handleHost, ...(uris === undefined ? [] : [new URL(uris.origin).host])];
  return own.some((name) => isUnder(name.replace(/:\d+$/, ""), domain));
}
