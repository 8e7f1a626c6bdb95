import type { MiddlewareHandler } from "hono";

/**
 * Refuses forms that another site sends. Browsers say where a form comes from in Sec-Fetch-Site, older ones in Origin;
 * what says neither is no browser, and carries nobody's cookies.
 */
export function sameOrigin(origin: string): MiddlewareHandler {
  return async (c, next) => {
    const site = c.req.header("sec-fetch-site");
    const from = c.req.header("origin");
    const isForeign =
      site === undefined ? from !== undefined && from !== origin : site !== "same-origin" && site !== "none";
    if (c.req.method === "POST" && isForeign) return c.text("This form was sent by another site.\n", 403);
    await next();
  };
}
