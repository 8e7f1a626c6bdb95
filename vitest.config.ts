import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{protocol,federation,moderation,media,server,conformance,test}/**/*.test.ts"],
    globalSetup: ["test/support/postgres.global.ts"],
    pool: "forks",
    maxWorkers: 2,
    // The whole server is 3,000 modules: read once a worker rather than once a file. Nothing in them remembers one node for another.
    isolate: false,
    // Processes, browsers and transcoding share two cores.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // Nodes that talk to each other depend on the clock of the machine; what fails twice is broken. vitest says what it tried again.
    retry: process.env.CI ? 1 : 0,
  },
});
