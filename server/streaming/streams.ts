import { grants, type Scope } from "../api/access.ts";
import { isId } from "../api/ids.ts";
import { hashtagKey } from "../posts/row.ts";

/** Everything that can be listened to. https://docs.joinmastodon.org/methods/streaming/#streams */
export const streamNames = [
  "user",
  "user:notification",
  "public",
  "public:media",
  "public:local",
  "public:local:media",
  "public:remote",
  "public:remote:media",
  "hashtag",
  "hashtag:local",
  "list",
  "direct",
] as const;

export type StreamName = (typeof streamNames)[number];

/** One stream with what it is about. */
export interface Stream {
  readonly name: StreamName;
  /** The account's id, the hashtag in small letters, the list's id; empty for what is the same for all. */
  readonly key: string;
  /** What messages over WebSocket say that they are of: the parameter as the client wrote it. */
  readonly label: readonly string[];
}

/** Who listens, as far as streams need to know. */
export interface Listener {
  /** Null for nobody in particular, and for an application's own token. */
  readonly accountId: string | null;
  readonly scopes: readonly string[];
}

/** Why somebody may not listen: Mastodon's words and status. */
export interface StreamRefusal {
  readonly error: string;
  readonly status: number;
}

const MAX_TAG = 200;

/**
 * A stream by its name and parameters, if this listener may have it. Whose list it is remains to be asked.
 *
 * @param param reads a parameter: `tag`, `list`
 */
export function findStream(
  listener: Listener,
  name: string | null,
  param: (name: string) => string | null,
): Stream | StreamRefusal {
  if (!isStreamName(name)) return { error: "Unknown stream type", status: 400 };
  if (isPublic(name)) return publicStream(name, param);
  const { accountId, scopes } = listener;
  if (accountId === null) return { error: "Missing access token", status: 401 };
  if (!scopesOf(name).some((scope) => grants(scopes, scope)))
    return { error: "Access token does not have the required scopes", status: 401 };
  if (name !== "list") return { name, key: accountId, label: [name] };
  const list = param("list");
  if (!list) return { error: "Missing list name parameter", status: 400 };
  if (!isId(list)) return notYourList;
  return { name, key: list.toLowerCase(), label: [name, list] };
}

export const notYourList: StreamRefusal = { error: "Not authorized to stream this list", status: 401 };

export function isRefusal(found: Stream | StreamRefusal): found is StreamRefusal {
  return "error" in found;
}

function publicStream(name: StreamName, param: (name: string) => string | null): Stream | StreamRefusal {
  if (name !== "hashtag" && name !== "hashtag:local") return { name, key: "", label: [name] };
  const tag = param("tag");
  if (!tag) return { error: "Missing tag name parameter", status: 400 };
  if (tag.length > MAX_TAG) return { error: "This tag name is too long", status: 400 };
  return { name, key: hashtagKey(tag.trim().replace(/^[#＃]/, "")), label: [name, tag] };
}

/** Open to everybody, as the timelines of the same names are. */
function isPublic(name: StreamName): boolean {
  return name.startsWith("public") || name.startsWith("hashtag");
}

function scopesOf(name: StreamName): Scope[] {
  if (name === "user:notification") return ["read:notifications"];
  // Who may read lists and nothing else may read what is on them, as over REST.
  return name === "list" ? ["read:statuses", "read:lists"] : ["read:statuses"];
}

function isStreamName(name: string | null): name is StreamName {
  return (streamNames as readonly (string | null)[]).includes(name);
}
