import ipaddr from "ipaddr.js";

/** Which proxies are believed when they say whom they speak for: the last `hops`, or those in `networks`. */
export type TrustedProxies = { readonly hops: number } | { readonly networks: readonly string[] };

/**
 * Who made a request. `X-Forwarded-For` is a list that anybody can begin; it is believed from its end, as far as trusted
 * proxies wrote it.
 *
 * @param socket the address that is connected
 * @example clientAddress("10.0.0.2", "203.0.113.9, 198.51.100.7", { hops: 1 }) // "198.51.100.7"
 */
export function clientAddress(
  socket: string,
  forwardedFor: string | undefined,
  trusted: TrustedProxies | undefined,
): string {
  const own = plain(socket);
  if (trusted === undefined || forwardedFor === undefined) return own;
  const chain = [...forwardedFor.split(",").map((part) => plain(part.trim())), own].reverse();
  const isTrusted = (address: string, index: number) =>
    "hops" in trusted ? index < trusted.hops : trusted.networks.some((network) => contains(network, address));
  for (const [index, address] of chain.entries()) {
    if (!isTrusted(address, index)) return ipaddr.isValid(address) ? address : own;
  }
  return chain.at(-1) ?? own;
}

/** `::ffff:192.0.2.1`, as a socket for both families says it, is `192.0.2.1`; which interface it came by is no part of it. */
function plain(address: string): string {
  const bare = address.replace(/%.*$/s, "");
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : address;
}

function contains(network: string, address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const [range, bits] = ipaddr.isValidCIDR(network)
    ? ipaddr.parseCIDR(network)
    : ([ipaddr.process(network), ipaddr.process(network).kind() === "ipv4" ? 32 : 128] as const);
  return parsed.kind() === range.kind() && parsed.match(range, bits);
}
