import { expect, it } from "vitest";
import { createMetrics } from "./metrics.ts";

it("counts for one node alone, and asks for the queues at each scrape", async () => {
  let waiting = 1;
  const node = createMetrics({
    queues: async () => ({ deliver: { waiting: waiting++, active: 0, delayed: 0, failed: 0 } }),
  });
  const other = createMetrics();
  node.inbound("Create", "refused", "signature/expired");
  node.delivery("delivered");
  node.http("GET", "/posts/:id", 200, 0.02);
  await node.render();
  const { body, contentType } = await node.render();
  expect(contentType).toContain("text/plain");
  expect(body).toContain(
    'inbound_activities_total{type="Create",outcome="refused",reason="signature/expired"} 1',
  );
  expect(body).toContain('queue_jobs{queue="deliver",state="waiting"} 2');
  expect(body).toContain(
    'http_request_duration_seconds_bucket{le="0.025",method="GET",route="/posts/:id",code="200"} 1',
  );
  expect((await other.render()).body).not.toContain("signature/expired");
});
