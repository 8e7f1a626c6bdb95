/** Why an activity is not taken in. `status` is what its sender is answered. */
export interface InboxRefusal {
  status: 400 | 401 | 403 | 413 | 415 | 500 | 503;
  /** A short code, for the counter, the log and the answer: "signature/expired", "json/too-deep". */
  reason: string;
}

const titles: Record<InboxRefusal["status"], string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** RFC 9457, with the reason as its own member and as Mastodon's `error`. */
export function problemBody({ status, reason }: InboxRefusal): string {
  return JSON.stringify({ type: "about:blank", title: titles[status], status, reason, error: reason });
}
