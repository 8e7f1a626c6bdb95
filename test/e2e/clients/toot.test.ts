import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { temporaryFolder } from "#test/support/processes-folder.ts";
import { authorizeInBrowser, OUT_OF_BAND, owner } from "./sign-in.ts";

const installed = (() => {
  try {
    execFileSync("toot", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("toot is not installed: its tests are skipped.\n");
    return false;
  }
})();

/** Debian's toot, a client on the command line, with the settings that it would have written after signing in. */
describe.skipIf(!installed)("toot", () => {
  let node: NodeProcess;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    node = await startNodeProcess({ env: { REGISTRATION: "open", RATE_LIMIT: "0" } });
    await owner(node, "ana");
    await owner(node, "ben");
    const home = temporaryFolder("folkmoot-toot-");
    const send = async (at: string, form: Record<string, string>) => {
      const response = await fetch(`${node.origin}${at}`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
      return (await response.json()) as Record<string, string>;
    };
    const app = await send("/api/v1/apps", {
      client_name: "toot - a Mastodon CLI client",
      redirect_uris: OUT_OF_BAND,
      scopes: "read write follow",
    });
    const client = { client_id: app.client_id ?? "", client_secret: app.client_secret ?? "" };
    const users: Record<string, object> = {};
    for (const username of ["ana", "ben"]) {
      const code = await authorizeInBrowser(node, {
        clientId: client.client_id,
        redirectUri: OUT_OF_BAND,
        scope: "read write follow",
        username,
      });
      const token = await send("/oauth/token", {
        ...client,
        grant_type: "authorization_code",
        code,
        redirect_uri: OUT_OF_BAND,
      });
      users[`${username}@${node.host}`] = { instance: node.host, username, access_token: token.access_token };
    }
    const config = {
      apps: { [node.host]: { instance: node.host, base_url: node.origin, ...client } },
      users,
      active_user: `ana@${node.host}`,
    };
    mkdirSync(path.join(home, "toot"), { recursive: true });
    writeFileSync(path.join(home, "toot", "config.json"), JSON.stringify(config));
    env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, LANG: "C.UTF-8" };
  }, 90_000);
  afterAll(() => node?.close());

  async function toot(...args: string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)("toot", args, { env, timeout: 15_000 });
      return stdout;
    } catch (error) {
      throw new Error((error as { stderr?: string }).stderr ?? String(error));
    }
  }
  const idIn = (output: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(output)?.[0] ?? "";

  it("says who it is and where", async () => {
    expect(await toot("whoami", "--no-color")).toContain("@ana");
    expect(await toot("instance", node.host, "--disable-https", "--no-color")).toContain(node.host);
  });

  it("posts, reads, answers and deletes", async () => {
    const id = idIn(await toot("post", "Hello from a terminal", "--visibility", "public", "--no-color"));
    expect(id).not.toBe("");
    expect(await toot("timeline", "--once", "--no-color")).toContain("Hello from a terminal");
    await toot("post", "And again", "--reply-to", id, "--using", `ben@${node.host}`);
    expect(await toot("thread", id, "--no-color")).toContain("And again");
    expect(await toot("timeline", "--local", "--public", "--once", "--no-color")).toContain("Hello");
    await toot("delete", id);
    await expect(toot("thread", id)).rejects.toThrow();
  });

  it("likes, boosts, bookmarks and pins", async () => {
    const id = idIn(await toot("post", "Worth a boost", "--no-color"));
    for (const verb of [
      "favourite",
      "unfavourite",
      "reblog",
      "unreblog",
      "bookmark",
      "unbookmark",
      "pin",
      "unpin",
    ])
      expect(await toot(verb, id, "--no-color")).toMatch(/✓/);
    await toot("reblog", id);
    expect(await toot("reblogged_by", id, "--no-color")).toContain("@ana");
  });

  it("follows, mutes, blocks, searches and is told", async () => {
    expect(await toot("follow", "ben", "--no-color")).toContain("following ben");
    expect(await toot("following", "ana", "--no-color")).toContain("@ben");
    expect(await toot("notifications", "--using", `ben@${node.host}`, "--no-color")).toContain("follow");
    await toot("mute", "ben");
    await toot("unmute", "ben");
    await toot("block", "ben");
    await toot("unblock", "ben");
    expect(await toot("search", "ben", "--no-color")).toContain("@ben");
    expect(await toot("whois", "ben", "--no-color")).toContain("@ben");
  });

  it("follows hashtags", async () => {
    await toot("tags_follow", "tea");
    expect(await toot("tags_followed", "--no-color")).toContain("tea");
    await toot("tags_unfollow", "tea");
  });
});
