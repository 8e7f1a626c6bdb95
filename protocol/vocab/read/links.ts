import type { Iri } from "../../ids/iri.ts";
import { parseIri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { hlsType } from "../../model/medium.ts";
import { isObject } from "../document.ts";
import { many, text } from "../json.ts";

/** One `Link`, or a bare address, of a `url` or `attachment`. */
export interface Link {
  href: Iri;
  mediaType: string | null;
  /** What the link was read from, for its size and nested links; empty for a bare address. */
  json: JsonObject;
}

/** All links of a member: addresses, `Link` objects (`href`), and objects with a `url` of their own. */
export function readLinks(value: unknown): Link[] {
  return many(value).flatMap((item) => readLink(item) ?? []);
}

function readLink(item: unknown): Link | null {
  if (!isObject(item)) {
    const href = parseIri(item);
    return href === null ? null : { href, mediaType: null, json: {} };
  }
  const href = parseIri(text(item.href) ?? text(item.url));
  return href === null ? null : { href, mediaType: mediaTypeOf(item), json: item };
}

const hlsNames = new Set(["application/x-mpegurl", "application/vnd.apple.mpegurl"]);

/**
 * `mediaType`, or `mimeType` as old PeerTube and Funkwhale wrote it, in lower case and without parameters; an HLS playlist
 * under its one name, {@link hlsType}.
 */
export function mediaTypeOf(json: JsonObject): string | null {
  const written = (text(json.mediaType) ?? text(json.mimeType))?.split(";")[0]?.trim().toLowerCase();
  if (written === undefined || !/^[a-z]+\/[-+.\w]+$/.test(written)) return null;
  return hlsNames.has(written) ? hlsType : written;
}

/**
 * The web page to open for a person: the first `text/html` link, else the first that says nothing of its type. Addresses
 * of other schemes (`at:`, `magnet:`) are passed over. `null` when there is none.
 */
export function readPageUrl(url: unknown): Iri | null {
  const links = readLinks(url);
  const page = links.find((link) => link.mediaType === "text/html");
  const untyped = links.find((link) => link.mediaType === null && text(link.json.rel) !== "canonical");
  return (page ?? untyped)?.href ?? null;
}
