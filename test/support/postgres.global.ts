import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#server/platform/postgres/embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/**
 * vitest's globalSetup: one PostgreSQL server for the whole run, without fsync, in a temporary folder; or the server at
 * TEST_DATABASE_URL.
 */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide("databaseUrl", given);
    return;
  }
  const dataDir = mkdtempSync(path.join(tmpdir(), "folkmoot-test-"));
  chmodSync(dataDir, 0o711);
  const server = await startEmbedded({ dataDir, durable: false });
  if (!server.ok) throw new Error(JSON.stringify(server.error));
  project.provide("databaseUrl", server.value.url);
  return async () => {
    await server.value.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
