import { normaliseDomain } from "#protocol/ids/domain.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Settings } from "../settings.ts";
import type { AccountChanges } from "../update.ts";
import type { ProfileChanges } from "../update-profile.ts";

const visibilities = { public: "public", unlisted: "unlisted", private: "followers" } as const;

/** What a client wants changed of a profile: only what it names. */
export async function changesOf(params: Params): Promise<ProfileChanges> {
  const [avatar, header] = await Promise.all([pictureOf(params, "avatar"), pictureOf(params, "header")]);
  const source = params.nested("source");
  return {
    profile: { ...textsOf(params), ...switchesOf(params), ...listsOf(params) },
    settings: source === null ? {} : settingsOf(source),
    ...(avatar !== undefined && { avatar }),
    ...(header !== undefined && { header }),
  };
}

function textsOf(params: Params): AccountChanges {
  const names = {
    display_name: "displayName",
    note: "bio",
    avatar_description: "avatarAlt",
    header_description: "headerAlt",
  } as const;
  const given = Object.entries(names).filter(([name]) => params.has(name));
  return Object.fromEntries(given.map(([name, key]) => [key, (params.text(name) ?? "").trim()]));
}

function switchesOf(params: Params): AccountChanges {
  const names = {
    locked: "locked",
    discoverable: "discoverable",
    indexable: "indexable",
    hide_collections: "hideCollections",
    show_media: "showsMedia",
    show_media_replies: "showsMediaReplies",
    show_featured: "showsFeatured",
  } as const;
  const given = Object.entries(names).flatMap(([name, key]) => {
    const value = params.flag(name);
    return value === null ? [] : [[key, value] as const];
  });
  const bot = params.flag("bot");
  return { ...Object.fromEntries(given), ...(bot !== null && { kind: bot ? "service" : "person" }) };
}

function listsOf(params: Params): AccountChanges {
  const fields = params.nestedList("fields_attributes").map((field) => ({
    name: (field.text("name") ?? "").trim(),
    value: (field.text("value") ?? "").trim(),
  }));
  return {
    ...(params.has("fields_attributes") && {
      fields: fields.filter(({ name, value }) => name !== "" || value !== ""),
    }),
    ...(params.has("attribution_domains") && { attributionDomains: domainsOf(params) }),
  };
}

function domainsOf(params: Params): string[] {
  const given = params.list("attribution_domains").filter((text) => text.trim() !== "");
  const domains = given.map((text) => {
    const domain = normaliseDomain(text.replace(/^https?:\/\//i, "").replace(/\/$/, ""));
    if (domain === null) throw Refusal.invalid("attribution_domains", "has an invalid domain name");
    return domain;
  });
  return [...new Set(domains)];
}

function settingsOf(source: Params): Partial<Settings> {
  const privacy = source.oneOf("privacy", ["public", "unlisted", "private"]);
  const sensitive = source.flag("sensitive");
  const quotePolicy = source.oneOf("quote_policy", ["public", "followers", "nobody"]);
  return {
    ...(privacy !== null && { visibility: visibilities[privacy] }),
    ...(sensitive !== null && { sensitive }),
    ...(quotePolicy !== null && { quotePolicy }),
    ...(source.has("language") && { language: source.text("language") || null }),
  };
}

/** @returns undefined where the client says nothing of it, null where it takes the picture away */
async function pictureOf(params: Params, name: "avatar" | "header"): Promise<Uint8Array | null | undefined> {
  const file = params.file(name);
  if (file !== null) return new Uint8Array(await file.arrayBuffer());
  if (!params.has(name)) return undefined;
  const text = params.text(name) ?? "";
  if (text === "") return null;
  // Old clients send pictures as data addresses, which Mastodon still takes.
  const data = /^data:[\w/+.-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(text)?.[1];
  if (data === undefined) throw Refusal.invalid(name, "is not a picture");
  return new Uint8Array(Buffer.from(data, "base64"));
}
