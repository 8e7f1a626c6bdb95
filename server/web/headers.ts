import type { MiddlewareHandler } from "hono";

/** Nothing but the node's own stylesheet and pictures; forms go nowhere else; nobody frames a page. */
const policy =
  "default-src 'none'; style-src 'self'; img-src https: http:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Security headers of every page. Pages about one person's link or account set their own Cache-Control. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header("content-security-policy", policy);
  c.header("x-content-type-options", "nosniff");
  // The address of an invitation is a secret.
  c.header("referrer-policy", "same-origin");
  c.header("vary", "accept", { append: true });
};
