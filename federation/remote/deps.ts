import type { Dispatcher } from "undici";
import type { SignatureStyle } from "../ports.ts";
import type { RemoteMemory } from "./memory.ts";

/** One hop about to be sent, as a signer needs to see it. Header names are lower case; `host` is not among them. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What this room needs from its host to read from other servers. One value per node; nothing is shared. */
export interface RemoteDeps {
  readonly clock: { now(): Date };
  /** Made by `createDispatcher`, closed by the host when the node stops. */
  readonly dispatcher: Dispatcher;
  /** Made by `createRemoteMemory`: running fetches and recent failures. */
  readonly memory: RemoteMemory;
  /**
   * The domain policy, asked before the name is even resolved, for every hop. `host` is lower case and has its port
   * when that is not the default one (`evil.example:8443`): a rule about a domain looks at the name only.
   */
  gate(host: string): boolean | Promise<boolean>;
  /** Headers that sign the request in that style; absent on a node that fetches unsigned. */
  sign?(request: SignableRequest, style: SignatureStyle): Promise<Record<string, string>>;
  /** The style that worked with this host, `null` when it is not known. */
  signatureStyle(host: string): Promise<SignatureStyle | null>;
  rememberStyle(host: string, style: SignatureStyle): Promise<void>;
  /** `Folkmoot/<version> (+<origin>)`, from `userAgent()`. */
  readonly userAgent: string;
  /** Development and tests only: addresses of this machine and its network may be asked. Same value as the dispatcher's. */
  readonly allowPrivateAddress: boolean;
  /** Plain http is allowed: development, tests, or a node whose own origin is http. */
  readonly allowHttp: boolean;
  readonly log: { debug(fields: Record<string, unknown>, message: string): void };
  /** Adds one to a counter, e.g. `count("remote_requests_total", { outcome: "timeout" })`. Labels are never hosts. */
  count(
    counter: "remote_requests_total" | "remote_contexts_unknown_total",
    labels: Record<string, string>,
  ): void;
}

/** @example userAgent("0.1.0", "https://moot.example") // "Folkmoot/0.1.0 (+https://moot.example)" */
export function userAgent(version: string, origin: string): string {
  return `Folkmoot/${version} (+${origin})`;
}
