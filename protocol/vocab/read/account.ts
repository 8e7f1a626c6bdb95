import { htmlToText } from "../../html/text.ts";
import { normaliseDomain } from "../../ids/domain.ts";
import type { Iri } from "../../ids/iri.ts";
import { hostOf, parseIri } from "../../ids/iri.ts";
import type { Account, AccountKind, ProfileField } from "../../model/account.ts";
import type { JsonObject } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { parseDate } from "../dates.ts";
import { isObject, openDocument } from "../document.ts";
import { flag, iri, iris, many, objects, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import type { Refusal } from "../refusal.ts";
import { accountKinds } from "../types.ts";
import { readHtml } from "./content.ts";
import { readId } from "./id.ts";
import { readKeys } from "./keys.ts";
import { readPageUrl } from "./links.ts";
import { readPicture } from "./media.ts";
import { clean, isPlainUsername, readLine, shorten } from "./names.ts";
import { readTags } from "./tags.ts";

/**
 * Reads an actor (Person, Service, Group, Organization, Application, PieFed's Feed) as an {@link Account}. It must have an
 * inbox and a username that cannot be mistaken for another; its keys must be its own.
 *
 * @example readAccount(JSON.parse(body)) // { ok: true, value: { username: "ana", domain: "example.social", ... } }
 */
export function readAccount(document: unknown): Result<Account, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const types = typesOf(json);
  const type = types.find((name) => accountKinds.has(name));
  const kind = accountKinds.get(type ?? "");
  if (types[0] === undefined) return err({ type: "document/no-type" });
  if (kind === undefined) return err({ type: "document/unknown-type", found: types[0] });
  const id = readId(json);
  if (!id.ok) return id;
  const inbox = iri(json.inbox);
  if (inbox === null) return err({ type: "account/no-inbox", iri: id.value });
  const handle = readHandle(json, id.value, kind);
  if (!handle.ok) return handle;
  const keys = readKeys(json, id.value);
  if (!keys.ok) return keys;

  const endpoints = many(json.endpoints).find(isObject);
  const [avatar, header] = [readPicture(json.icon), readPicture(json.image)];
  const bio = (text(json.summary) ?? text(json.content) ?? "").slice(0, limits.bio);
  return ok({
    iri: id.value,
    kind,
    ...handle.value,
    displayName: readLine(json.name, limits.displayName) ?? handle.value.username,
    bioHtml: readHtml(bio, null),
    url: readPageUrl(json.url) ?? id.value,
    inbox,
    sharedInbox: iri(endpoints?.sharedInbox) ?? iri(json.sharedInbox),
    outbox: iri(json.outbox),
    followers: iri(json.followers),
    following: iri(json.following),
    featured: iri(json.featured),
    locked: flag(json.manuallyApprovesFollowers) ?? false,
    discoverable: flag(json.discoverable) ?? false,
    indexable: flag(json.indexable) ?? false,
    memorial: flag(json.memorial) ?? false,
    aliases: iris(json.alsoKnownAs, limits.aliases).filter((alias) => alias !== id.value),
    movedTo: iri(json.movedTo),
    fields: readFields(json.attachment),
    emojis: readTags(json.tag).emojis,
    avatarUrl: avatar?.url ?? null,
    avatarAlt: avatar?.alt ?? null,
    headerUrl: header?.url ?? null,
    headerAlt: header?.alt ?? null,
    attributionDomains: readDomains(json.attributionDomains),
    owners: iris(json.attributedTo, limits.owners),
    keys: keys.value,
    publishedAt: parseDate(json.published),
  });
}

/**
 * Username and domain of the handle. `webfinger` (FEP-2c59) names the domain when it speaks of the same username. The
 * actor of a server, which may lack a username, is called by its host.
 */
function readHandle(
  json: JsonObject,
  actor: Iri,
  kind: AccountKind,
): Result<{ username: string; domain: string }, Refusal> {
  const [, statedName, statedDomain] =
    /^(?:acct:)?@?([^@\s]+)@([^@\s/]+)$/.exec(text(json.webfinger) ?? "") ?? [];
  const isServer = kind === "application" || kind === "service";
  const username = text(json.preferredUsername)?.trim() || statedName || (isServer ? hostOf(actor) : "");
  if (username === "") return err({ type: "account/no-username", iri: actor });
  if (username.length > limits.username || !isPlainUsername(username)) {
    // A server's own actor may be called by host and port.
    if (username !== hostOf(actor))
      return err({ type: "account/bad-username", found: shorten(clean(username), 100) });
  }
  const agrees = statedName?.toLowerCase() === username.toLowerCase();
  const domain = agrees && statedDomain !== undefined ? parseIri(`https://${statedDomain}/`) : null;
  return ok({ username, domain: domain === null ? hostOf(actor) : hostOf(domain) });
}

function readDomains(value: unknown): string[] {
  const domains = many(value).flatMap((item) =>
    typeof item === "string" ? (normaliseDomain(item) ?? []) : [],
  );
  return [...new Set(domains)].slice(0, limits.attributionDomains);
}

/** Profile fields: `PropertyValue` attachments. */
function readFields(attachment: unknown): ProfileField[] {
  const fields = objects(attachment).filter((item) => typesOf(item).includes("PropertyValue"));
  return fields.slice(0, limits.fields).map((field) => ({
    name: readLine(htmlToText((text(field.name) ?? "").slice(0, 2_000)), limits.displayName) ?? "",
    html: readHtml((text(field.value) ?? "").slice(0, 5_000), null),
  }));
}
