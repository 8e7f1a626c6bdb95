import { expect, test } from "vitest";
import { createAdmission } from "./admission.ts";

const pending = () => Promise.withResolvers<string>();

test("admits so many for one host, and others beside it", async () => {
  const admit = createAdmission({ perHost: 1, total: 10 });
  const slow = pending();
  const first = admit("slow.example", () => slow.promise);
  expect(admit("slow.example", async () => "second")).toBeNull();
  expect(await admit("quick.example", async () => "quick")).toBe("quick");
  slow.resolve("first");
  expect(await first).toBe("first");
  expect(await admit("slow.example", async () => "third")).toBe("third");
});

test("admits so many over all", () => {
  const admit = createAdmission({ perHost: 10, total: 2 });
  void admit("a.example", () => pending().promise);
  void admit("b.example", () => pending().promise);
  expect(admit("c.example", async () => "c")).toBeNull();
});

test("gives the place back when the task fails", async () => {
  const admit = createAdmission({ perHost: 1, total: 1 });
  await expect(admit("a.example", () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await admit("a.example", async () => "again")).toBe("again");
});
