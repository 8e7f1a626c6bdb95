/** A pattern instead of the path: ids must not become metric series. */
export function routeOf(path: string): string {
  const [, first = "", second] = path.split("/");
  const known = [
    "users",
    "posts",
    "activities",
    "inbox",
    "join",
    "quotes",
    "contexts",
    ".well-known",
    "nodeinfo",
    "health",
    "ready",
    "metrics",
    "actor",
    "files",
    "ledger",
  ];
  if (first.startsWith("@")) return second === undefined ? "/@:username" : "/@:username/:post";
  return known.includes(first) ? `/${first}` : first === "" ? "/" : "other";
}
