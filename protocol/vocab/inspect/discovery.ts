import type { JsonObject } from "../../model/activity.ts";
import { ok, type Result } from "../../result.ts";
import { isObject } from "../document.ts";
import { flag, many, objects, text } from "../json.ts";
import { readLine, readProse } from "../read/names.ts";
import { readWebFinger } from "../read/webfinger.ts";
import type { Refusal } from "../refusal.ts";
import { type Extras, type Seen, seen } from "./seen.ts";

/** Documents of discovery have no type: WebFinger (`subject`, `links`), NodeInfo (`software`), NodeInfo's list of versions. */
export function seeDiscovery(json: JsonObject): Result<Seen & Extras, Refusal> | null {
  const software = many(json.software).find(isObject);
  if (software !== undefined && json.protocols !== undefined) return ok(seeNodeInfo(json, software));
  const links = objects(json.links);
  const versions = links.filter((link) =>
    text(link.rel)?.startsWith("http://nodeinfo.diaspora.software/ns/schema/"),
  );
  if (versions.length > 0) return ok(seen({ kind: "nodeinfo", url: text(versions.at(-1)?.href) }));
  if (json.subject === undefined || links.length === 0) return null;
  const read = readWebFinger(json);
  if (!read.ok) return read;
  const { account, handle, profilePage, aliases } = read.value;
  return ok(
    seen(
      { kind: "webfinger", actor: account, url: profilePage },
      { handle: handle === null ? null : `@${handle}`, aliases },
    ),
  );
}

function seeNodeInfo(json: JsonObject, software: JsonObject): Seen & Extras {
  const metadata = many(json.metadata).find(isObject);
  return seen(
    {
      kind: "nodeinfo",
      title: readLine(metadata?.nodeName, 500),
      text: readProse(metadata?.nodeDescription, 5_000),
    },
    {
      software: { name: readLine(software.name, 100), version: readLine(software.version, 100) },
      openRegistrations: flag(json.openRegistrations),
    },
  );
}
