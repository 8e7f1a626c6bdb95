import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{protocol,federation,moderation,media,server,conformance,test}/**/*.test.ts"],
    globalSetup: ["test/support/postgres.global.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Processes, browsers and transcoding share two cores.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // Nodes that talk to each other depend on the clock of the machine; what fails twice is broken. vitest says what it tried again.
    retry: process.env.CI ? 1 : 0,
  },
});
