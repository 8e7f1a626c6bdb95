import type { KnownAccount, Ports } from "../ports.ts";

export type ServingPorts = Pick<
  Ports,
  | "uris"
  | "handleHost"
  | "gate"
  | "settings"
  | "accounts"
  | "posts"
  | "collections"
  | "deliveries"
  | "emojis"
  | "moot"
>;

/** A request for a document, as far as the documents care. */
export interface Asked {
  /** The id in the path. */
  id: string;
  query: URLSearchParams;
  /** The account that signed the request; `null` when nobody did, or nobody who counts. Verified once, when first asked. */
  viewer(): Promise<KnownAccount | null>;
}
