import type { Config } from "./config/config.ts";
import { createNode, type StartError } from "./node.ts";
import { releaseStartupMemory } from "./platform/memory.ts";

/** How long a stop may take before it is cut short. Nothing is lost by that: what was under way is done again. */
const STOP_WITHIN_MS = 20_000;

/** Runs one node until SIGINT or SIGTERM. Resolves with what kept it from starting, or with null after a clean stop. */
export async function runNode(
  config: Config,
  parts: { web: boolean; worker: boolean },
): Promise<StartError | null> {
  // A signal during start-up must stop the node too, so it is listened for before anything is opened.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  const node = await createNode(config);
  if (!node.ok) return node.error;
  const started = await node.value.start(parts);
  if (!started.ok) {
    await node.value.stop();
    return started.error;
  }
  if (parts.web) await announce(config, node.value.ownerInvitation());
  else process.stdout.write(`Working on the queues of ${config.origin}\n`);
  releaseStartupMemory();
  await stopped;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await node.value.stop();
  return null;
}

async function announce(config: Config, invitation: Promise<string | null>): Promise<void> {
  const link = await invitation;
  const lines = [`Folkmoot is up: ${config.origin}`];
  if (link !== null)
    lines.push("", "Nobody owns this node yet. Make your account here:", "", `    ${link}`, "");
  process.stdout.write(`${lines.join("\n")}\n`);
}
