import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./addresses.ts";

const PUBLIC = [
  "1.1.1.1",
  "93.184.215.14",
  "172.32.0.1",
  "100.128.0.1",
  "2606:4700:4700::1111",
  "2a01:4f8::1",
  "::ffff:1.1.1.1",
  "64:ff9b::101:101",
  "2002:101:101::1",
];

const REFUSED: Record<string, string[]> = {
  "this host": ["0.0.0.0", "0.1.2.3", "::"],
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  "private networks": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
  "link-local, where clouds keep their metadata": ["169.254.169.254", "fe80::1", "fe80::1%eth0", "febf::1"],
  "unique local": ["fc00::1", "fd00:ec2::254"],
  "site-local (deprecated)": ["fec0::1"],
  "carrier-grade NAT": ["100.64.0.1", "100.127.255.255"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  "broadcast and reserved": ["255.255.255.255", "240.0.0.1"],
  "documentation and benchmarking": [
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "2001:db8::1",
    "3fff::1",
  ],
  "protocol assignments": ["192.0.0.1", "192.88.99.1", "100::1", "5f00::1", "4000::1"],
  "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "0:0:0:0:0:ffff:a9fe:a9fe"],
  "IPv4-compatible": ["::127.0.0.1", "::a00:1"],
  "IPv4-translated": ["::ffff:0:127.0.0.1"],
  "NAT64 around a private address": ["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1"],
  "6to4 around a private address": ["2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::1"],
  "Teredo around a private address": ["2001:0:101:101::f5ff:fffe", "2001:0:a00:1::fefe:fefe"],
  "not an address": ["", "localhost", "example.com", "2130706433", "0x7f.1", "127.1", "[::1]", "1.1.1.1:80"],
};

describe("isPublicAddress", () => {
  it.each(PUBLIC)("lets %s through", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  for (const [kind, addresses] of Object.entries(REFUSED)) {
    it.each(addresses)(`refuses ${kind}: %s`, (address) => {
      expect(isPublicAddress(address)).toBe(false);
    });
  }
});
