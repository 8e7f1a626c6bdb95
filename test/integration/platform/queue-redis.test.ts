import { afterAll, beforeAll, describe } from "vitest";
import { redisBackend } from "#server/platform/queue/backends.ts";
import { redisInstalled, startRedis, type TestRedis } from "#test/support/redis.ts";
import { queueContract } from "./queue.contract.ts";

const installed = redisInstalled();
if (!installed) process.stdout.write("Queues on Redis are not tested: redis-server is not installed.\n");

describe.runIf(installed)("queues on Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  queueContract(() => redisBackend(redis.url, "contract"));
});
