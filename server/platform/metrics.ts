import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { QueueStats } from "./queue/port.ts";

export interface Metrics {
  /** An activity that came in. `type` must be one this node knows or "other": a stranger must not make new series. */
  inbound(type: string, outcome: "accepted" | "ignored" | "refused", reason?: string): void;
  /** A request to another server, or a context that is not bundled. */
  remote(
    counter: "remote_requests_total" | "remote_contexts_unknown_total",
    labels: Readonly<Record<string, string>>,
  ): void;
  delivery(outcome: "delivered" | "retry" | "rejected" | "gone" | "given-up"): void;
  /** A change that a consumer of the change feed could not deal with. */
  changePassedOver(consumer: string): void;
  /** `route` is the pattern, such as "/posts/:id", never the path. */
  http(method: string, route: string, code: number, seconds: number): void;
  /** The Prometheus text format, and its content type. */
  render(): Promise<{ readonly body: string; readonly contentType: string }>;
}

/**
 * The counters of one node, in a registry of its own, so that several nodes in a process do not add up.
 *
 * @param queues asked at each scrape
 * @param streams open connections of clients that listen; asked at each scrape
 */
export function createMetrics(
  options: {
    readonly queues?: () => Promise<Record<string, QueueStats>>;
    readonly streams?: () => number;
  } = {},
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const inbound = new Counter({
    name: "inbound_activities_total",
    help: "Activities that came in, by type and by what became of them",
    labelNames: ["type", "outcome", "reason"] as const,
    registers,
  });
  const remote = {
    remote_requests_total: new Counter({
      name: "remote_requests_total",
      help: "Requests to other servers for documents, by outcome",
      labelNames: ["outcome"] as const,
      registers,
    }),
    remote_contexts_unknown_total: new Counter({
      name: "remote_contexts_unknown_total",
      help: "JSON-LD contexts that were named by a document and are not bundled",
      registers,
    }),
  };
  const deliveries = new Counter({
    name: "deliveries_total",
    help: "Deliveries to other servers, by outcome",
    labelNames: ["outcome"] as const,
    registers,
  });
  const passedOver = new Counter({
    name: "changes_passed_over_total",
    help: "Changes that could not be dealt with after many tries, by consumer",
    labelNames: ["consumer"] as const,
    registers,
  });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from a request to the end of its answer",
    labelNames: ["method", "route", "code"] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const { queues, streams } = options;
  if (streams)
    new Gauge({
      name: "streaming_connections",
      help: "WebSockets and event streams that clients have open to this process",
      registers,
      collect() {
        this.set(streams());
      },
    });
  if (queues)
    new Gauge({
      name: "queue_jobs",
      help: "Jobs by queue and state",
      labelNames: ["queue", "state"] as const,
      registers,
      async collect() {
        for (const [queue, counts] of Object.entries(await queues()))
          for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      },
    });

  return {
    inbound: (type, outcome, reason = "") => inbound.inc({ type, outcome, reason }),
    remote: (counter, { outcome = "" }) =>
      counter === "remote_requests_total" ? remote[counter].inc({ outcome }) : remote[counter].inc(),
    delivery: (outcome) => deliveries.inc({ outcome }),
    changePassedOver: (consumer) => passedOver.inc({ consumer }),
    http: (method, route, code, seconds) => requests.observe({ method, route, code: String(code) }, seconds),
    render: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
