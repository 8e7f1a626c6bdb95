import { createServer, type Server } from "node:http";
import type { Metrics } from "../platform/metrics.ts";

/** Prometheus metrics on a port of their own, on this machine only. */
export function createMetricsServer(metrics: Metrics): Server {
  return createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    const { body, contentType } = await metrics.render();
    response.writeHead(200, { "content-type": contentType }).end(body);
  });
}
