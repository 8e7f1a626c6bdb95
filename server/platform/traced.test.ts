import { SpanStatusCode } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect, test } from "vitest";
import { createTraced } from "./traced.ts";

function recording() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { exporter, traced: createTraced(provider) };
}

test("work that ends well leaves a span of its name with its attributes", async () => {
  const { exporter, traced } = recording();
  expect(await traced("publish", { kind: "post.created" }, async () => 7)).toBe(7);
  const [span] = exporter.getFinishedSpans();
  expect(span).toMatchObject({ name: "publish", attributes: { kind: "post.created" } });
});

test("work that throws still throws, and its span says that it failed, not why", async () => {
  const { exporter, traced } = recording();
  const work = () => Promise.reject(new TypeError("secret content"));
  await expect(traced("publish", {}, work)).rejects.toThrow("secret content");
  expect(exporter.getFinishedSpans()[0]?.status).toEqual({
    code: SpanStatusCode.ERROR,
    message: "TypeError",
  });
});
