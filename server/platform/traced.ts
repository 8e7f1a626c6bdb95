import { type Attributes, SpanStatusCode, type TracerProvider } from "@opentelemetry/api";
import { version } from "../version.ts";

export type Traced = <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;

/**
 * Puts work under a span that ends with it, and marks it failed when it throws. Attributes are kinds and codes, never
 * content. Without a collector it costs next to nothing.
 *
 * @example const traced = createTraced(telemetry.tracerProvider);
 * await traced("inbox", { path }, () => federation.receive(request));
 */
export function createTraced(provider: TracerProvider): Traced {
  const tracer = provider.getTracer("folkmoot", version);
  return (name, attributes, work) =>
    tracer.startActiveSpan(name, { attributes }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: error instanceof Error ? error.name : "failed",
        });
        throw error;
      } finally {
        span.end();
      }
    });
}
