import { err, ok, type Result } from "#protocol/result.ts";
import { isActivityType, parseMediaType } from "./content-types.ts";
import type { LookupError } from "./errors.ts";
import type { Fetched } from "./fetch.ts";
import { isJsonObject, parseBoundedJson } from "./json.ts";

/** What a WebFinger answer says that this node cares about (RFC 7033 §4.4). */
export interface ResourceDescriptor {
  readonly subject: string | undefined;
  /** The actor's id: `rel="self"` with an ActivityPub media type. */
  readonly self: string | undefined;
  readonly profilePage: string | undefined;
  /** Where to send a person who wants to follow from here; holds `{uri}`. */
  readonly subscribeTemplate: string | undefined;
}

const MAX_LINKS = 200;

/** `application/jrd+json` (RFC 7033 §10.2), or the plain JSON that many servers answer with. */
export function isDescriptorType(contentType: string | undefined): boolean {
  const essence = parseMediaType(contentType)?.essence;
  return essence === "application/jrd+json" || essence === "application/json";
}

/** Reads a JRD; members of a wrong type are passed over, a body that is no JSON object is an error. */
export function parseDescriptor({ body, url }: Fetched): Result<ResourceDescriptor, LookupError> {
  const parsed = parseBoundedJson(body, { maxDepth: 16, maxKeys: 5_000 });
  if (!parsed.ok) return parsed;
  if (!isJsonObject(parsed.value)) return err({ type: "webfinger/invalid", url });
  const { subject, links } = parsed.value;
  const found = Array.isArray(links) ? links.slice(0, MAX_LINKS).filter(isJsonObject) : [];
  const linked = (rel: string, member: "href" | "template", accepts = (_type: unknown) => true) => {
    const link = found.find(
      (each) => each.rel === rel && typeof each[member] === "string" && accepts(each.type),
    );
    return link === undefined ? undefined : String(link[member]);
  };
  return ok({
    subject: typeof subject === "string" ? subject : undefined,
    self: linked("self", "href", (type) => typeof type === "string" && isActivityType(type)),
    profilePage: linked("http://webfinger.net/rel/profile-page", "href"),
    subscribeTemplate: linked("http://ostatus.org/schema/1.0/subscribe", "template"),
  });
}
