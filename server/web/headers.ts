import type { MiddlewareHandler } from "hono";

export interface Policy {
  /** Scripts of the node's own, and what they ask the node; only where a page cannot do without. */
  scripts?: boolean;
  /** Where the answer to a form may lead beside this node: a scheme (`myapp:`) or an origin. */
  formAction?: string;
  /** Pages of any site may show it in a frame: it says nothing that is not public, and has no forms. */
  framed?: boolean;
}

const anyFrame = "frame-ancestors *";

/**
 * A Content-Security-Policy: nothing but the node's own stylesheet and pictures, forms that go nowhere else, and nobody
 * frames a page unless it is made for that. Chromium holds a form's redirects to `form-action` too.
 */
export function contentPolicy({ scripts = false, formAction, framed = false }: Policy = {}): string {
  const parts = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action 'self'${formAction === undefined ? "" : ` ${formAction}`}`,
    "base-uri 'none'",
    framed ? anyFrame : "frame-ancestors 'none'",
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
  // Older browsers know only this one, which cannot say "any".
  if (!c.res.headers.get("content-security-policy")?.includes(anyFrame)) c.header("x-frame-options", "DENY");
  // The address of an invitation is a secret.
  c.header("referrer-policy", "same-origin");
  c.header("vary", "accept", { append: true });
};
