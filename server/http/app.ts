import { Hono } from "hono";
import type { Refusal } from "../api/refusal.ts";
import type { Metrics } from "../platform/metrics.ts";
import { OutOfPatience } from "../platform/patience.ts";

interface Parts {
  /** ActivityPub, WebFinger, NodeInfo; null for what is not theirs. */
  federation(request: Request): Promise<Response | null>;
  /** The client API; null for what is not its own. */
  api(request: Request, address: string): Promise<Response | null>;
  /** Told when a request that may have changed something has been dealt with. */
  changed(): void;
  /** Why a form of the pages may not be sent again so soon; null when it may. */
  limitForms(method: string, path: string, address: string): Promise<Refusal | null>;
  pages: Hono;
  /** The pictures of whoever has none. */
  files: Hono;
  /** Both ledgers, as tiles. */
  ledger: Hono<{ Bindings: Bindings }>;
  /** Trustees, panels and decisions, as JSON. */
  moot: Hono<{ Bindings: Bindings }>;
  /** Whether the node can do its work: its database answers. */
  isReady(): Promise<boolean>;
  metrics: Metrics;
  /** Bearer token that opens /metrics here; without one it is only on its own port. */
  metricsToken: string | undefined;
  onError(error: unknown, path: string): void;
}

export interface Bindings {
  /** Where the request came from. */
  address: string;
}

/** The node's web application. Federation is asked first: it answers by path and by the Accept header. */
export function createApp(parts: Parts): Hono<{ Bindings: Bindings }> {
  const app = new Hono<{ Bindings: Bindings }>();

  app.get("/health", (c) => c.json({ status: "ok" }));
  app.get("/ready", async (c) =>
    (await parts.isReady()) ? c.json({ status: "ready" }) : c.json({ status: "not ready" }, 503),
  );
  app.get("/metrics", async (c) => {
    const token = parts.metricsToken;
    if (token === undefined || c.req.header("authorization") !== `Bearer ${token}`) return c.notFound();
    const { body, contentType } = await parts.metrics.render();
    return c.body(body, 200, { "content-type": contentType });
  });

  app.use(async (c, next) => {
    await next();
    if (c.req.method !== "GET" && c.req.method !== "HEAD") parts.changed();
  });
  app.route("/", parts.files);
  app.route("/", parts.ledger);
  app.route("/", parts.moot);
  app.use(async (c, next) => {
    const answer = await parts.api(c.req.raw, c.env.address);
    if (answer !== null) return answer;
    await next();
  });
  app.use(async (c, next) => {
    const answer = await parts.federation(c.req.raw);
    if (answer !== null) return answer;
    await next();
  });
  app.use(async (c, next) => {
    const refusal = await parts.limitForms(c.req.method, c.req.path, c.env.address);
    if (refusal === null) return next();
    return c.text("Too many attempts. Please try again in a few minutes.\n", 429, refusal.headers);
  });
  app.route("/", parts.pages);

  app.notFound(() => problem(404, "Not Found"));
  app.onError((error, c) => {
    if (error instanceof OutOfPatience) return problem(503, "Service Unavailable", { "retry-after": "30" });
    parts.onError(error, c.req.path);
    return problem(500, "Internal Server Error");
  });
  return app;
}

/** RFC 9457, with the `error` member that Mastodon's clients read. */
function problem(status: number, title: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: "about:blank", title, status, error: title }), {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
  });
}
