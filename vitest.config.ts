import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{protocol,federation,moderation,media,server,conformance,test}/**/*.test.ts"],
    globalSetup: ["test/support/postgres.global.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
