import type { MiddlewareHandler } from "hono";

export interface Policy {
  /** Scripts of the node's own, and what they ask the node; only where a page cannot do without. */
  scripts?: boolean;
  /** Where the answer to a form may lead beside this node: a scheme (`myapp:`) or an origin. */
  formAction?: string;
}

/**
 * A Content-Security-Policy: nothing but the node's own stylesheet and pictures, forms that go nowhere else, and nobody
 * frames a page. Chromium holds a form's redirects to `form-action` too.
 */
export function contentPolicy({ scripts = false, formAction }: Policy = {}): string {
  const parts = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src https: http:",
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action 'self'${formAction === undefined ? "" : ` ${formAction}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return parts.join("; ");
}

const usual = contentPolicy();

/** Security headers of every page. Pages about one person's link or account set their own Cache-Control. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  // A page that needs something else has said so.
  if (!c.res.headers.has("content-security-policy")) c.header("content-security-policy", usual);
  c.header("x-content-type-options", "nosniff");
  c.header("x-frame-options", "DENY");
  // The address of an invitation is a secret.
  c.header("referrer-policy", "same-origin");
  c.header("vary", "accept", { append: true });
};
