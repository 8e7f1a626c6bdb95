import { execFile, execFileSync } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { createBrowser } from "./forms.ts";
import { authorizeAt, OUT_OF_BAND, owner } from "./sign-in.ts";

/** Debian's own Python: its packages are not seen by others. */
const PYTHON = "/usr/bin/python3";
const SCRIPT = path.join(import.meta.dirname, "journey.py");

const installed = (() => {
  try {
    execFileSync(PYTHON, ["-c", "import mastodon"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("python3-mastodon is not installed: its tests are skipped.\n");
    return false;
  }
})();

/** Mastodon.py, what most bots are written with. */
describe.skipIf(!installed)("Mastodon.py", () => {
  let node: NodeProcess;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    node = await startNodeProcess({ env: { REGISTRATION: "open", RATE_LIMIT: "0" } });
    await owner(node, "ana");
    await owner(node, "ben");
    for (const username of ["ana", "ben"]) {
      const app = await python("app", node.origin);
      const [clientId = "", secret = "", address = ""] = app.trim().split("\n");
      const code = await authorizeAt(node, createBrowser(node.origin), address, username);
      tokens[username] = (await python("token", node.origin, clientId, secret, code, OUT_OF_BAND)).trim();
    }
  }, 90_000);
  afterAll(() => node?.close());

  async function python(...args: string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(PYTHON, [SCRIPT, ...args], { timeout: 60_000 });
      return stdout;
    } catch (error) {
      throw new Error((error as { stderr?: string }).stderr ?? String(error));
    }
  }

  it("posts, reads, streams, searches, edits, polls, is told, filters and lists", async () => {
    const output = await python("journey", node.origin, tokens.ana ?? "", tokens.ben ?? "");
    expect(output.trim().split("\n").at(-1)).toBe("done");
  }, 60_000);
});
