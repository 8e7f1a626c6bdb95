import type { Dispatcher } from "undici";

/** More of an answer than this is not read. */
const READ_AT_MOST = 16 * 1024;

export interface Answer {
  status: number;
  retryAfter: string | undefined;
}

/**
 * Sends a request and resolves with its answer's head; what little body an inbox sends is read past, so that the
 * connection can be used again. undici's `request()` makes a stream for each body, which costs as much as the
 * request itself when nobody reads it.
 *
 * @throws what undici raises: the connection failed, or `headersTimeout` passed
 */
export function exchange(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let left = READ_AT_MOST;
    dispatcher.dispatch(options, {
      onRequestStart() {},
      onResponseStart(_controller, status, headers) {
        const retryAfter = headers["retry-after"];
        resolve({ status, retryAfter: typeof retryAfter === "string" ? retryAfter : undefined });
      },
      onResponseData(controller, chunk) {
        left -= chunk.length;
        if (left < 0) controller.abort(new Error("the answer is too long"));
      },
      onResponseEnd() {},
      onResponseError(_controller, error) {
        reject(error); // after the head it changes nothing
      },
    });
  });
}
