import { en } from "../messages/en.ts";

const words = en.consent;

/** What scopes let an app do, in sentences. */
export function describeScopes(scopes: readonly string[]): string[] {
  return scopes.map(describe);
}

function describe(scope: string): string {
  const whole = words.scopes[scope];
  if (whole !== undefined) return whole;
  const at = scope.lastIndexOf(":");
  const what = scope.slice(at + 1).replaceAll("_", " ");
  switch (scope.slice(0, at)) {
    case "read":
      return words.readOne(what);
    case "write":
      return words.writeOne(what);
    case "admin:read":
      return words.adminReadOne(what);
    default:
      return words.adminWriteOne(what);
  }
}
