import { nodeCrypto } from "./crypto.node.ts";
import type { CryptoProvider } from "./crypto.ts";
import { webCrypto } from "./crypto.web.ts";

/** The fastest cryptography of where the program runs: Node's own, else WebCrypto. */
export const platformCrypto: CryptoProvider = nodeCrypto ?? webCrypto;
