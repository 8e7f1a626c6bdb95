import { sha256 as portable } from "@noble/hashes/sha2.js";
import { nodeSha256 } from "./crypto.node.ts";

/** SHA-256 that answers at once: Node's own, else noble's, since WebCrypto's answers with a promise. */
export const sha256: (data: Uint8Array) => Uint8Array = nodeSha256 ?? portable;
