const AS = "https://www.w3.org/ns/activitystreams";

/** What this node asks for when it wants an ActivityPub document (ActivityPub §3.2). */
export const ACTIVITY_ACCEPT = `application/activity+json, application/ld+json; profile="${AS}"`;

/** Type and parameters of a `Content-Type`, both lower case but for parameter values. */
interface MediaType {
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a media type; `null` when there is none. Parameters may be quoted (RFC 9110 §8.3.1). */
export function parseMediaType(value: string | undefined): MediaType | null {
  const essence = value?.split(";", 1)[0]?.trim().toLowerCase();
  if (value === undefined || essence === undefined || !/^[\w.+-]+\/[\w.+-]+$/.test(essence)) return null;
  const parameters = new Map<string, string>();
  for (const match of value.matchAll(/;\s*([\w-]+)=(?:"([^"]*)"|([^;\s"]*))/g)) {
    parameters.set((match[1] ?? "").toLowerCase(), match[2] ?? match[3] ?? "");
  }
  return { essence, parameters };
}

/**
 * True for the two media types an ActivityPub document may have. Plain `application/json` is not one of them: servers
 * that store uploads give it to files of anybody, who could so speak for the whole host (GHSA-jhrq-qvrm-qr36).
 */
export function isActivityType(contentType: string | undefined): boolean {
  const type = parseMediaType(contentType);
  if (type === null) return false;
  if (type.essence === "application/activity+json") return true;
  const profiles = type.parameters.get("profile")?.split(/\s+/) ?? [];
  return type.essence === "application/ld+json" && profiles.includes(AS);
}

export function isHtmlType(contentType: string | undefined): boolean {
  const essence = parseMediaType(contentType)?.essence;
  return essence === "text/html" || essence === "application/xhtml+xml";
}
