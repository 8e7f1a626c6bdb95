import { type TracerProvider, trace } from "@opentelemetry/api";

export interface Telemetry {
  /** Give it to Fedify and to whatever makes spans. Does nothing when no collector is set. */
  readonly tracerProvider: TracerProvider;
  /** Sends what is still held back; waits at most five seconds. */
  close(): Promise<void>;
}

/**
 * OpenTelemetry traces of one node, sent to a collector as OTLP over HTTP in JSON. Without an endpoint nothing is
 * loaded, recorded or sent. The provider is not registered globally: several nodes live in one process.
 *
 * @param endpoint the collector's base address, as in OTEL_EXPORTER_OTLP_ENDPOINT; "/v1/traces" is added
 */
export async function openTelemetry(options: {
  readonly endpoint?: string | undefined;
  readonly nodeName: string;
  readonly log: { warn(fields: object, message: string): void };
}): Promise<Telemetry> {
  const { endpoint, nodeName, log } = options;
  if (!endpoint) return { tracerProvider: trace.getTracerProvider(), close: async () => {} };
  const [{ BasicTracerProvider, BatchSpanProcessor }, { otlpExporter }] = await Promise.all([
    import("@opentelemetry/sdk-trace-base"),
    import("./telemetry-export.ts"),
  ]);
  const exporter = otlpExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces`, nodeName, log });
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  return {
    tracerProvider: provider,
    close: () =>
      Promise.race([provider.shutdown(), new Promise<void>((resolve) => setTimeout(resolve, 5000).unref())]),
  };
}
