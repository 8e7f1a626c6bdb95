import type { Attributes, HrTime } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";

/** ExportResultCode of @opentelemetry/core. */
const SUCCESS = 0;
const FAILED = 1;

/**
 * Sends spans as OTLP/HTTP in JSON (OpenTelemetry protocol 1.x, section "JSON Protobuf Encoding": ids in hex, 64-bit
 * numbers as text). The official exporter would bring twenty packages for the same 60 lines.
 */
export function otlpExporter(options: {
  readonly url: string;
  readonly nodeName: string;
  readonly log: { warn(fields: object, message: string): void };
}): SpanExporter {
  async function send(spans: ReadableSpan[]): Promise<void> {
    const response = await fetch(options.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(traces(spans, options.nodeName)),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
  }
  return {
    export(spans, done) {
      send(spans).then(
        () => done({ code: SUCCESS }),
        (error: unknown) => {
          options.log.warn({ err: error }, "traces were not taken");
          done({ code: FAILED });
        },
      );
    },
    shutdown: async () => {},
  };
}

function traces(spans: ReadableSpan[], nodeName: string) {
  const resource = { attributes: pairs({ "service.name": "folkmoot", "service.instance.id": nodeName }) };
  const scopes = Map.groupBy(spans, (span) => span.instrumentationScope.name);
  const scopeSpans = [...scopes].map(([name, members]) => ({
    scope: { name },
    spans: members.map(otlpSpan),
  }));
  return { resourceSpans: [{ resource, scopeSpans }] };
}

function otlpSpan(span: ReadableSpan) {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? "",
    name: span.name,
    kind: span.kind + 1, // the API counts kinds from 0, the protocol from 1
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: pairs(span.attributes),
    events: span.events.map((event) => ({
      timeUnixNano: nanoseconds(event.time),
      name: event.name,
      attributes: pairs(event.attributes ?? {}),
    })),
    status: { code: span.status.code, message: span.status.message ?? "" },
  };
}

function nanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(rest));
}

function pairs(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value !== "number") return { stringValue: String(value ?? "") };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
