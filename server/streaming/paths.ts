import type { StreamName } from "./streams.ts";

const ROOT = "/api/v1/streaming";

/** Streams as server-sent events, each at a path of its own. */
const streams: Readonly<Record<string, StreamName>> = {
  [`${ROOT}/user`]: "user",
  [`${ROOT}/user/notification`]: "user:notification",
  [`${ROOT}/public`]: "public",
  [`${ROOT}/public/local`]: "public:local",
  [`${ROOT}/public/remote`]: "public:remote",
  [`${ROOT}/hashtag`]: "hashtag",
  [`${ROOT}/hashtag/local`]: "hashtag:local",
  [`${ROOT}/list`]: "list",
  [`${ROOT}/direct`]: "direct",
};

/** Where a client asks whether streaming works before it connects. */
export const healthPath = `${ROOT}/health`;

/** Every path here that answers GET; the root is the WebSocket's. */
export const streamPaths: readonly string[] = [ROOT, healthPath, ...Object.keys(streams)];

/** The path of a request's target. */
export function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, "");
}

/** Whether a path is streaming's own, known or not. */
export function isStreaming(path: string): boolean {
  return path === ROOT || path.startsWith(`${ROOT}/`);
}

/**
 * The stream that a path stands for; null for none. The root takes its name as a parameter, as the WebSocket does.
 *
 * @example streamAt("/api/v1/streaming/public", new URLSearchParams("only_media=true")) // "public:media"
 */
export function streamAt(path: string, query: URLSearchParams): string | null {
  const at = path.replace(/\/$/, "");
  if (at === ROOT) return query.get("stream");
  const name = streams[at];
  if (name === undefined) return null;
  const onlyMedia = ["1", "true", "on", "t", "yes"].includes(query.get("only_media")?.toLowerCase() ?? "");
  return onlyMedia && name.startsWith("public") ? `${name}:media` : name;
}
