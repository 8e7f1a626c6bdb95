import type { ApiCtx } from "../../context.ts";
import { nameOfUrl } from "../../files/address.ts";
import type { ProxySize } from "../../remote-media/address.ts";

/** Where a page gets the files that it shows: from this node, whoever they are of. */
export interface ShownFiles {
  /**
   * @param owner whose it is, or who attached it
   * @returns null for what is not shown: from a domain whose media are rejected, or at no address of the web
   */
  of(owner: { domain: string | null }, url: string | null, size: ProxySize): string | null;
}

export function shownFiles({ uris, proxy, domains }: Pick<ApiCtx, "uris" | "proxy" | "domains">): ShownFiles {
  // Whoever names another address of this node's wants readers to ask it for something else.
  const isFile = (at: string) => at.startsWith(`${uris.origin}/proxy/`) || nameOfUrl(uris, at) !== null;
  return {
    of({ domain }, url, size) {
      const at = domains.hidesMedia(domain) ? null : proxy.of(url, size);
      return at !== null && isFile(at) ? at : null;
    },
  };
}
