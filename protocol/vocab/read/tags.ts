import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { CustomEmoji, Mention } from "../../model/post.ts";
import { isObject } from "../document.ts";
import { iri, many, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import { readLinks } from "./links.ts";
import { clean, shorten } from "./names.ts";

/** What a document is tagged with, sorted by kind; `links` are the objects it points at (FEP-e232). */
export interface Tags {
  mentions: Mention[];
  hashtags: string[];
  emojis: CustomEmoji[];
  links: JsonObject[];
}

/** How many mentions a document claims to hold, counted without reading them. */
export function countMentions(tag: unknown): number {
  let found = 0;
  for (const item of many(tag)) if (isObject(item) && item.type === "Mention") found += 1;
  return found;
}

/** Reads `tag`: one object or many, and the bare hashtags of old Pleroma. Repeated ones count once. */
export function readTags(tag: unknown): Tags {
  const mentions = new Map<Iri, Mention>();
  const hashtags = new Map<string, string>();
  const emojis = new Map<string, CustomEmoji>();
  const links: JsonObject[] = [];
  for (const item of many(tag)) {
    const json = isObject(item) ? item : { type: "Hashtag", name: item };
    switch (typesOf(json)[0]) {
      case "Mention": {
        const mention = readMention(json);
        if (mention !== null && mentions.size < limits.mentions) mentions.set(mention.iri, mention);
        break;
      }
      case "Hashtag": {
        const hashtag = readHashtag(json);
        const key = hashtag?.toLowerCase() ?? "";
        if (hashtag !== null && !hashtags.has(key) && hashtags.size < limits.hashtags)
          hashtags.set(key, hashtag);
        break;
      }
      case "Emoji": {
        const emoji = readEmoji(json);
        if (emoji !== null && emojis.size < limits.emojis) emojis.set(emoji.shortcode, emoji);
        break;
      }
      case "Link":
        links.push(json);
    }
  }
  return {
    mentions: [...mentions.values()],
    hashtags: [...hashtags.values()],
    emojis: [...emojis.values()],
    links,
  };
}

function readMention(json: JsonObject): Mention | null {
  const account = iri(json.href);
  return account === null ? null : { iri: account, name: shorten(clean(text(json.name) ?? ""), 512) };
}

/** By its name with or without `#`, under `tag` in old kbin, or by the end of its address when it has no name. */
function readHashtag(json: JsonObject): string | null {
  const named = text(json.name) ?? text(json.tag) ?? decode(iri(json.href)?.split("/").pop() ?? "");
  const name = clean(named)
    .trim()
    .replace(/^[#＃]+/, "");
  return name === "" || name.length > 200 ? null : name;
}

/** A custom emoji as a tag: `:blobcat:` and where its picture is. */
function readEmoji(json: JsonObject): CustomEmoji | null {
  const shortcode = (text(json.name) ?? "").trim().replace(/^:+|:+$/g, "");
  const url = readLinks(json.icon)[0]?.href;
  if (url === undefined || !/^[^\s:<>"'&/]{1,100}$/.test(shortcode)) return null;
  return { shortcode, url, iri: iri(json.id) };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
