#!/usr/bin/env node
// Plain JavaScript on purpose: this file must be able to say what is wrong on a Node that cannot read TypeScript.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

const MINIMUM = [22, 18];
const [major, minor] = process.versions.node.split(".").map(Number);
const isNewEnough = major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);

if (isNewEnough) {
  enableCompileCache?.();
  const { resolveDrizzleQuickly } = await import("./cli/quick-drizzle.js");
  resolveDrizzleQuickly();
  const { main } = await import("./cli/main.ts");
  process.exitCode = await main(process.argv.slice(2));
} else {
  // npm scripts find the pinned runtime first on their path; `npx folkmoot` and a direct call may not.
  const pinned = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  if (!existsSync(pinned)) {
    console.error(
      `folkmoot needs Node.js ${MINIMUM.join(".")} or newer; this is ${process.versions.node}. Run "npm ci" first, which brings one.`,
    );
    process.exit(1);
  }
  const { status, signal } = spawnSync(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  process.exit(signal === null ? (status ?? 1) : 1);
}
