import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Answered } from "./listener.ts";
import { routeOf } from "./route-label.ts";

/**
 * One line of the log and one observation for each request. The line has the request's id and, at an inbox, the
 * activity's; what went well there is only logged when debugging.
 */
export function noteAnswer(log: Pick<Log, "info" | "debug">, metrics: Metrics, request: Answered): void {
  const { id, method, path, status, milliseconds, inbox } = request;
  metrics.http(method, routeOf(path), status, milliseconds / 1000);
  const { activity = null, reason } = inbox ?? {};
  const what = inbox === null ? {} : { activity, reason };
  const line = {
    request: id,
    method,
    path,
    status,
    ms: Math.round(milliseconds),
    // Read by the log when it writes the line: for an inbox it seldom does.
    get address() {
      return request.address();
    },
    ...what,
  };
  if (inbox !== null && status < 400) log.debug(line, "answered");
  else log.info(line, "answered");
}
