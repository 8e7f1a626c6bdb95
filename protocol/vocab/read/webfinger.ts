import { type Iri, parseIri } from "../../ids/iri.ts";
import { err, ok, type Result } from "../../result.ts";
import { openDocument } from "../document.ts";
import { many, objects, text } from "../json.ts";
import type { Refusal } from "../refusal.ts";

/** What a WebFinger answer (RFC 7033) says of an account. */
export interface WebFinger {
  /** `ana@example.social`; `null` when the subject is not an `acct:`. */
  handle: string | null;
  account: Iri;
  profilePage: Iri | null;
  aliases: string[];
}

/**
 * Reads a WebFinger document (JRD). The account is the `self` link with an ActivityPub media type; documents without one
 * are of accounts elsewhere than on the fediverse.
 */
export function readWebFinger(document: unknown): Result<WebFinger, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const links = objects(json.links);
  const self = links.find((link) => {
    const isActivityPub = /^application\/(activity|ld)\+json\b/i.test(text(link.type) ?? "");
    return text(link.rel) === "self" && isActivityPub && parseIri(text(link.href)) !== null;
  });
  const account = parseIri(text(self?.href));
  if (account === null) return err({ type: "webfinger/no-account" });
  const page = links.find((link) => text(link.rel) === "http://webfinger.net/rel/profile-page");
  return ok({
    handle: /^acct:([^@\s]+@[^@\s]+)$/.exec(text(json.subject) ?? "")?.[1] ?? null,
    account,
    profilePage: parseIri(text(page?.href)),
    aliases: many(json.aliases).filter((alias) => typeof alias === "string"),
  });
}
