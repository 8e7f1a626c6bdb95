import { type LookupAddress, type LookupOptions, lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector, type Dispatcher } from "undici";
import { isPublicAddress } from "./addresses.ts";

/** Resolves a name to all its addresses, as `dns.lookup` does with `all: true`. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Raised inside undici when a connection would leave the public internet; `safeFetch` turns it into a value. */
export class AddressRefused extends Error {
  readonly host: string;

  constructor(host: string) {
    super(`${host} has an address that is not public`);
    this.host = host;
  }
}

const CONNECT_TIMEOUT_MS = 5_000;
const HEADERS_TIMEOUT_MS = 10_000;
const BODY_TIMEOUT_MS = 10_000;
const CONNECTIONS_PER_ORIGIN = 8;
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * The only way out of a node: an undici agent that connects to public addresses alone.
 *
 * The check sits in the connection itself, on the very addresses that are then dialled, so that neither a redirect nor
 * a name that changes its answer between check and use (DNS rebinding) passes. A name with any private address among
 * its public ones is refused as a whole. Ports are free. Bounded in time, header size and connections for each origin.
 *
 * One for each node; `close()` or `destroy()` it when the node stops.
 *
 * @param options.lookup replaces the system's resolver, for tests
 * @example const dispatcher = createDispatcher({ allowPrivateAddress: false });
 */
export function createDispatcher(options: { allowPrivateAddress: boolean; lookup?: Lookup }): Dispatcher {
  const resolve: Lookup =
    options.lookup ?? ((hostname, how, callback) => systemLookup(hostname, how, callback));
  const dial = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    // HTTP/1.1 alone: one well-known set of limits.
    allowH2: false,
    lookup: (hostname, how, callback) => {
      resolve(hostname, { ...how, all: true }, (error, addresses) => {
        if (error !== null) return callback(error, "");
        const dialled =
          options.allowPrivateAddress || addresses.every(({ address }) => isPublicAddress(address));
        const [first] = addresses;
        if (!dialled || first === undefined) return callback(new AddressRefused(hostname), "");
        if (how.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    },
  });
  return new Agent({
    // Node asks no resolver about a literal address, so that one is checked before.
    connect: (target, callback) => {
      if (!options.allowPrivateAddress && isPrivateLiteral(target.hostname)) {
        callback(new AddressRefused(target.hostname), null);
      } else dial(target, callback);
    },
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    // Short where the peer gives no hint: a connection it closes while we write to it costs a request.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: BODY_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
}

/** True for an IP address written as a host (`10.0.0.1`, `[::1]`) that is not public; false for names. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) !== 0 && !isPublicAddress(bare);
}
