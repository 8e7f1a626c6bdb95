import { describe, expect, it } from "vitest";
import { checkRedirectUri, isRegistered, outOfBand, withAnswer } from "./redirect-uri.ts";

describe("an application's address", () => {
  it("is a web address, one of a scheme of its own, or out of band", () => {
    const good = [
      "https://app.example/cb?x=1",
      "http://localhost:8080/",
      "myapp://cb",
      "org.example.app:/cb",
      outOfBand,
    ];
    for (const uri of good) expect(checkRedirectUri(uri).ok, uri).toBe(true);
  });

  it("is not relative, has no fragment, and runs nothing in a browser", () => {
    const wrong: [string, string][] = [
      ["/callback", "relative"],
      ["app.example", "relative"],
      ["https://app.example/a b", "relative"],
      ["https://app.example/#x", "fragment"],
      ["javascript:alert(1)", "forbidden"],
      ["JavaScript:alert(1)", "forbidden"],
      ["data:text/html,x", "forbidden"],
      [`https://app.example/${"x".repeat(2_000)}`, "too-long"],
    ];
    for (const [uri, problem] of wrong)
      expect(checkRedirectUri(uri), uri).toMatchObject({ error: { problem } });
  });

  it("is told by every character, besides the port of a loopback address", () => {
    const registered = ["https://app.example/cb", "http://127.0.0.1/cb"];
    for (const uri of [...registered, "http://127.0.0.1:51423/cb"])
      expect(isRegistered(uri, registered), uri).toBe(true);
    const others = [
      "https://app.example/cb/",
      "https://app.example/cb?x",
      "https://app.example:8443/cb",
      "https://app.example.evil.example/cb",
      "http://localhost:51423/cb",
      "https://127.0.0.1:51423/cb",
      "http://127.0.0.1:51423/other",
      "http://127.0.0.1:1@evil.example/cb",
    ];
    for (const uri of others) expect(isRegistered(uri, registered), uri).toBe(false);
  });

  it("takes an answer beside its own parameters", () => {
    expect(withAnswer("https://app.example/cb?x=1", { code: "a b", state: "&" })).toBe(
      "https://app.example/cb?x=1&code=a+b&state=%26",
    );
    expect(withAnswer("myapp://cb", { code: "c", state: null })).toBe("myapp://cb?code=c");
  });
});
