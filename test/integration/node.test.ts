import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "#server/config/config.ts";
import { createNode } from "#server/node.ts";
import { createTestDatabase } from "../support/postgres.ts";

async function openWith(environment: Record<string, string>) {
  const config = readConfig({ LOG_LEVEL: "silent", ...environment });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  return createNode(config.value);
}

test("data that belongs to one address is not opened under another, in words that say how to go on", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "folkmoot-"));
  const { url, drop } = await createTestDatabase();
  const at = (origin: string) => openWith({ DATABASE_URL: url, DATA_DIR: folder, ORIGIN: origin });
  try {
    const first = await at("http://localhost:3001");
    if (!first.ok) throw new Error(first.error.message);
    await first.value.stop();

    const other = await at("http://localhost:3000");
    expect(other).toMatchObject({ ok: false, error: { type: "data/other-origin" } });
    if (!other.ok) expect(other.error.message).toContain("http://localhost:3001");

    const again = await at("http://localhost:3001");
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.stop();
  } finally {
    await drop();
    await rm(folder, { recursive: true });
  }
});
