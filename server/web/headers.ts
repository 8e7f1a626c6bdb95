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
 * A Content-Security-Policy: nothing but the node's own stylesheet, pictures and sounds, forms that go nowhere else, and nobody
 * frames a page unless it is made for that. Chromium holds a form's redirects to `form-action` too.
 */
export function contentPolicy({ scripts = false, formAction, framed = false }: Policy = {}): string {
  const parts = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    // A script plays an adaptive stream out of what it has read, which is a blob.
    scripts ? "media-src 'self' blob:" : "media-src 'self'",
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    `form-action 'self'${formAction === undefined ? "" : ` ${formAction}`}`,
    "base-uri 'none'",
    framed ? anyFrame : "frame-ancestors 'none'",
  ];
  return parts.join("; ");
}

const usual = contentPolicy();

function withPlaces(policy: string, places: readonly string[]): string {
  if (places.length === 0) return policy;
  return policy.replaceAll(/(?:img|media|connect)-src 'self'/g, (part) => `${part} ${places.join(" ")}`);
}

/**
 * Security headers of every page. Pages about one person's link or account set their own Cache-Control.
 *
 * @param places origins beside the node's own that serve its files
 */
export const pageHeaders =
  (places: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    await next();
    // A page that needs something else has said so.
    const policy = c.res.headers.get("content-security-policy") ?? usual;
    c.header("content-security-policy", withPlaces(policy, places));
    c.header("x-content-type-options", "nosniff");
    // Older browsers know only this one, which cannot say "any".
    if (!c.res.headers.get("content-security-policy")?.includes(anyFrame))
      c.header("x-frame-options", "DENY");
    // The address of an invitation is a secret.
    c.header("referrer-policy", "same-origin");
    c.header("vary", "accept", { append: true });
  };
