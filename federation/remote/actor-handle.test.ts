import { describe, expect, it } from "vitest";
import { confirmHandle } from "./actor-handle.ts";
import { serve, testDeps } from "./rig.testing.ts";

describe("confirmHandle", () => {
  async function server() {
    const served = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "application/jrd+json" });
      const href = `${served.origin}/users/ana`;
      const links = [{ rel: "self", type: "application/activity+json", href }];
      response.end(JSON.stringify({ subject: `acct:ana@${served.host}`, links }));
    });
    return served;
  }

  it("gives the handle when WebFinger leads back to the actor", async () => {
    const { origin, host } = await server();
    const actor = { id: `${origin}/users/ana`, preferredUsername: "ANA" };
    expect(await confirmHandle(testDeps(), actor)).toEqual({ ok: true, value: { user: "ana", host } });
  });

  it("refuses a handle that belongs to another actor", async () => {
    const { host } = await server();
    const actor = {
      id: "http://127.0.0.9/users/mallory",
      preferredUsername: "mallory",
      webfinger: `ana@${host}`,
    };
    expect(await confirmHandle(testDeps(), actor)).toMatchObject({
      error: { type: "webfinger/subject-mismatch" },
    });
  });
});
