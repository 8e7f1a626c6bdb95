import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { savePolicy } from "#moderation/policy/save.ts";
import { createAccount } from "#server/accounts/create.ts";
import { readConfig } from "#server/config/config.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { createNode, type Node } from "#server/node.ts";
import { createPost } from "#server/posts/create.ts";
import { answer } from "../child.ts";
import { compareHome, type HomeTimes } from "../measure/home.ts";

/** The node under test, whole, in a process of its own: started from variables, as in production. */
let running: Node | undefined;

const node = (): Node => {
  if (!running) throw new Error("the node is not started");
  return running;
};

const calls = {
  async start({ port, dataDir }: { port: number; dataDir: string }): Promise<void> {
    const config = readConfig({
      PORT: String(port),
      ORIGIN: `http://127.0.0.1:${port}`,
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
      RATE_LIMIT: "0",
    });
    if (!config.ok) throw new Error(JSON.stringify(config.error));
    const created = await createNode(config.value);
    if (!created.ok) throw new Error(JSON.stringify(created.error));
    running = created.value;
    const started = await running.start({ web: true, worker: true });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
  },

  /** Makes a local account; returns its id. */
  async account({ username }: { username: string }): Promise<string> {
    const made = await createAccount(node().ctx, { username });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return made.value.id;
  },

  /** Learns a remote account from its server; returns its id here. */
  async learn({ iri }: { iri: string }): Promise<string> {
    const found = await node().ctx.resolve.account(iri);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value.id;
  },

  async post(draft: { accountId: string; text: string }): Promise<void> {
    const made = await createPost(node().ctx, draft);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
  },

  /** Puts rules in force, in YAML. */
  async rules({ text }: { text: string }): Promise<void> {
    const { ctx } = node();
    const saved = await savePolicy(moderationOf(ctx), null, { text, format: "yaml" });
    if (!saved.ok) throw new Error(JSON.stringify(saved.error));
    await ctx.rules.refresh();
  },

  /** What the process holds once what nobody needs is gone: bytes of its heap and of buffers beside it. */
  held(): number {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },

  /** Times home timelines beside their bare SQL, over the same connections. */
  compareHome({ viewers, seconds }: { viewers: string[]; seconds: number }): Promise<HomeTimes> {
    return compareHome(node().ctx, viewers, seconds);
  },
};

export type NodeCalls = typeof calls;
answer(calls, async () => running?.stop());
