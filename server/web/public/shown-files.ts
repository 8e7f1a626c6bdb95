import type { ApiCtx } from "../../context.ts";
import type { ProxySize } from "../../remote-media/address.ts";

/** Where a page gets the files that it shows: from this node, whoever they are of. */
export interface ShownFiles {
  /**
   * @param owner whose it is, or who attached it
   * @returns null for what is not shown: from a domain whose media are rejected, or at no address of the web
   */
  of(owner: { domain: string | null }, url: string | null, size: ProxySize): string | null;
}

export function shownFiles({ proxy, domains }: Pick<ApiCtx, "proxy" | "domains">): ShownFiles {
  return { of: ({ domain }, url, size) => (domains.hidesMedia(domain) ? null : proxy.of(url, size)) };
}
