import ipaddr from "ipaddr.js";

/**
 * True when an IP address belongs to the public internet: only then may this node connect to it.
 *
 * Refused is every special-purpose block (IANA registries, RFC 6890): loopback, private, link-local (cloud metadata),
 * unique local, carrier-grade NAT, multicast, documentation, reserved. An IPv6 address that carries an IPv4 address
 * is as public as the addresses inside it, because a gateway may unpack it.
 *
 * @param address textual IPv4 or IPv6, without brackets or port; anything else is not public
 * @example isPublicAddress("::ffff:10.0.0.1") // false
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split("%", 1)[0] ?? "";
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return isPublicV4(ipaddr.IPv4.parse(bare));
  if (!ipaddr.IPv6.isValid(bare)) return false;
  const parsed = ipaddr.IPv6.parse(bare);
  const embedded = embeddedV4(parsed);
  if (embedded.length > 0) return embedded.every(isPublicV4);
  return parsed.range() === "unicast" && isGlobalUnicast(parsed);
}

function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast";
}

/** RFC 4291 §2.4: so far only 2000::/3 is handed out; ipaddr.js calls the rest of the space unicast too. */
function isGlobalUnicast(address: ipaddr.IPv6): boolean {
  return ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** The IPv4 addresses that an IPv6 one stands for, by its prefix. */
function embeddedV4(address: ipaddr.IPv6): ipaddr.IPv4[] {
  const bytes = address.toByteArray();
  const v4 = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4));
  const startsWith = (...prefix: number[]) => prefix.every((byte, i) => bytes[i] === byte);
  const zeros = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0);

  // RFC 4291 §2.5.5: mapped ::ffff:0:0/96 and compatible ::/96 (which holds :: and ::1 too, not public either way).
  if (zeros(0, 10) && bytes[10] === 0xff && bytes[11] === 0xff) return [v4(12)];
  if (zeros(0, 12)) return [v4(12)];
  // RFC 2765 §2.1: translated ::ffff:0:0:0/96.
  if (zeros(0, 8) && bytes[8] === 0xff && bytes[9] === 0xff && zeros(10, 12)) return [v4(12)];
  // RFC 6052 §2.1: NAT64 64:ff9b::/96. The local-use 64:ff9b:1::/48 (RFC 8215) is refused by its range.
  if (startsWith(0x00, 0x64, 0xff, 0x9b) && zeros(4, 12)) return [v4(12)];
  // RFC 3056 §2: 6to4 2002::/16.
  if (startsWith(0x20, 0x02)) return [v4(2)];
  // RFC 4380 §4: Teredo 2001::/32 holds the server, and the client with every bit inverted.
  if (startsWith(0x20, 0x01, 0x00, 0x00)) {
    return [v4(4), new ipaddr.IPv4(bytes.slice(12, 16).map((byte) => byte ^ 0xff))];
  }
  return [];
}
