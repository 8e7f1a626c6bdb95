import { expect, it } from "vitest";
import { createProxyAddresses } from "./address.ts";

const addresses = createProxyAddresses("https://here.example", "a secret", ["https://cdn.example/files/"]);
const cat = "https://there.example/media/cat.png?size=1&x=ä";

function partsOf(address: string | null): [string, string, string] {
  const [signature = "", size = "", encoded = ""] = new URL(address ?? "").pathname.split("/").slice(2);
  return [signature, size, encoded];
}

it("names this node, says the same each time, and is read back", () => {
  const address = addresses.of(cat, "small") ?? "";
  expect(address).toMatch(/^https:\/\/here\.example\/proxy\/[A-Za-z0-9_-]{24}\/small\/[A-Za-z0-9_-]+$/);
  expect(createProxyAddresses("https://here.example", "a secret").of(cat, "small")).toBe(address);
  expect(addresses.read(...partsOf(address))).toEqual({ url: cat, size: "small" });
});

it("leaves this node's own files and nothing at all as they are", () => {
  for (const own of [null, "https://here.example/files/ab/abc.png", "https://cdn.example/files/ab/abc.png"])
    expect(addresses.of(own, "avatar")).toBe(own);
  expect(addresses.of("https://here.example.evil.example/cat.png", "avatar")).toContain("/proxy/");
});

it("cannot be made by anybody else, nor turned into another one", () => {
  const [signature, , encoded] = partsOf(addresses.of(cat, "small"));
  expect(addresses.read(signature, "original", encoded)).toBeNull();
  expect(addresses.read(signature, "huge", encoded)).toBeNull();
  const other = Buffer.from("https://there.example/dog.png").toString("base64url");
  expect(addresses.read(signature, "small", other)).toBeNull();
  for (const wrong of [
    "",
    signature.slice(1),
    `${signature}A`,
    signature.replace(/^./, (c) => (c === "A" ? "B" : "A")),
  ])
    expect(addresses.read(wrong, "small", encoded)).toBeNull();
  expect(
    createProxyAddresses("https://here.example", "another").read(signature, "small", encoded),
  ).toBeNull();
});

it("is not made for what no server has, nor for addresses beyond all measure", () => {
  for (const url of ["data:image/png;base64,AAAA", "file:///etc/passwd", "javascript:1", "", "/cat.png"])
    expect(addresses.of(url, "small")).toBeNull();
  expect(addresses.of(`https://there.example/${"a".repeat(2_000)}`, "small")).toBeNull();
});
