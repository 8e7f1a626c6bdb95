import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, vi } from "vitest";
import { openTelemetry } from "./telemetry.ts";

it("sends spans to the collector as OTLP in JSON", async () => {
  const bodies: { path: string | undefined; body: unknown }[] = [];
  const collector = createServer(async (request, response) => {
    bodies.push({ path: request.url, body: JSON.parse(await text(request)) });
    response.end("{}");
  });
  await once(collector.listen(0, "127.0.0.1"), "listening");
  const { port } = collector.address() as AddressInfo;
  const log = { warn: vi.fn() };
  const telemetry = await openTelemetry({
    endpoint: `http://127.0.0.1:${port}/`,
    nodeName: "a.example",
    log,
  });
  const span = telemetry.tracerProvider
    .getTracer("inbox")
    .startSpan("verify", { attributes: { hops: 2, signed: true } });
  span.end();
  await telemetry.close();
  collector.close();
  expect(log.warn).not.toHaveBeenCalled();
  expect(bodies[0]).toMatchObject({
    path: "/v1/traces",
    body: {
      resourceSpans: [
        {
          scopeSpans: [
            {
              scope: { name: "inbox" },
              spans: [
                {
                  name: "verify",
                  kind: 1,
                  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
                  startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
                  attributes: [
                    { key: "hops", value: { intValue: "2" } },
                    { key: "signed", value: { boolValue: true } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });
});

it("records nothing when no collector is set", async () => {
  const telemetry = await openTelemetry({ nodeName: "a.example", log: { warn: vi.fn() } });
  expect(telemetry.tracerProvider.getTracer("inbox").startSpan("verify").isRecording()).toBe(false);
});
