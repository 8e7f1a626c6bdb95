import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

test("without trusted proxies the header is not believed", () => {
  expect(clientAddress("::ffff:192.0.2.1", "203.0.113.9", undefined)).toBe("192.0.2.1");
});

test("each trusted hop takes one address from the header's end", () => {
  const header = "203.0.113.9, 198.51.100.7";
  expect(clientAddress("10.0.0.2", header, { hops: 1 })).toBe("198.51.100.7");
  expect(clientAddress("10.0.0.2", header, { hops: 2 })).toBe("203.0.113.9");
  expect(clientAddress("10.0.0.2", header, { hops: 9 })).toBe("203.0.113.9");
});

test("addresses outside the trusted networks are clients, whatever stands before them", () => {
  const networks = ["10.0.0.0/8", "fd00::/8"];
  expect(clientAddress("10.0.0.2", "1.1.1.1, 203.0.113.9, 10.1.2.3", { networks })).toBe("203.0.113.9");
  expect(clientAddress("203.0.113.1", "1.1.1.1", { networks })).toBe("203.0.113.1");
  expect(clientAddress("fd00::1", "2001:db8::9", { networks })).toBe("2001:db8::9");
});

test("which interface an address is reached by is no part of it", () => {
  expect(clientAddress("fe80::1%eth0", undefined, undefined)).toBe("fe80::1");
});

test("what is no address is not taken for one", () => {
  expect(clientAddress("10.0.0.2", "<script>", { hops: 1 })).toBe("10.0.0.2");
});
