import { describe, expect, it } from "vitest";
import { parseScopes, requestedScopes } from "./scopes.ts";

describe("a list of scopes", () => {
  it("is separated by spaces or pluses, and has each once", () => {
    expect(parseScopes("read write:statuses+read")).toEqual(["read", "write:statuses"]);
    expect(parseScopes("")).toEqual([]);
  });

  it("has only known ones", () => {
    expect(parseScopes("read everything")).toBeNull();
  });
});

describe("the scopes of a token", () => {
  it("are what was asked for, when it was registered or is part of it", () => {
    expect(requestedScopes("read:statuses write", ["read", "write"])).toEqual(["read:statuses", "write"]);
    expect(requestedScopes("read:blocks", ["follow"])).toEqual(["read:blocks"]);
  });

  it("are never more than was registered", () => {
    for (const wish of ["write", "read", "admin:read", "follow"])
      expect(requestedScopes(wish, ["read:statuses", "push"]), wish).toBeNull();
  });

  it("are read, or what was registered, where nothing is asked for", () => {
    expect(requestedScopes(null, ["read", "write"])).toEqual(["read"]);
    expect(requestedScopes(" ", ["push", "profile"])).toEqual(["push", "profile"]);
  });
});
