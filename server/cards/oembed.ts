import { Parser } from "htmlparser2";
import type { CardContent } from "./content.ts";
import { pageUrl } from "./find-link.ts";
import { frameOf } from "./frame.ts";
import { line, most, pixels } from "./limits.ts";

type Fields = Record<string, unknown>;

/**
 * What an oEmbed endpoint answered (https://oembed.com §2.3), checked; null for what is no oEmbed.
 *
 * @example readOembed('{"version":"1.0","type":"link"}', "json")
 */
export function readOembed(text: string, format: "json" | "xml"): Fields | null {
  const fields = format === "json" ? fromJson(text) : fromXml(text);
  return fields !== null && String(fields.version) === "1.0" ? fields : null;
}

/**
 * A page's card with what its oEmbed knows better. `rich` ones say nothing that could be shown safely, and a photo or a
 * video without what it is to show is a link.
 *
 * @param endpoint what its addresses are relative to
 */
export function withOembed(
  content: CardContent,
  oembed: Fields,
  endpoint: string,
  isLocal: (url: string) => boolean,
): CardContent {
  const address = (value: unknown) =>
    typeof value === "string" && value !== "" ? pageUrl(value, endpoint) : null;
  const named: CardContent = {
    ...content,
    title: line(oembed.title, most.title) || content.title,
    authorName: line(oembed.author_name, most.name) || content.authorName,
    authorUrl: address(oembed.author_url) ?? content.authorUrl,
    providerName: line(oembed.provider_name, most.name) || content.providerName,
    providerUrl: address(oembed.provider_url) ?? content.providerUrl,
    imageUrl: content.imageUrl ?? address(oembed.thumbnail_url),
  };
  const size = { width: pixels(oembed.width), height: pixels(oembed.height) };
  const picture = address(oembed.url);
  if (oembed.type === "photo" && picture !== null)
    return { ...named, ...size, type: "photo", html: "", embedUrl: picture, imageUrl: picture };
  if (oembed.type === "video" && typeof oembed.html === "string") {
    const html = frameOf(oembed.html, isLocal);
    if (html !== null) return { ...named, ...size, type: "video", html };
  }
  // A rich embed's title may be that of its widget.
  return oembed.type === "rich" ? content : named;
}

function fromJson(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** Flat XML: `<oembed><title>…</title>…</oembed>`. The parser knows no external entities. */
function fromXml(text: string): Fields | null {
  const fields: Fields = Object.create(null);
  const path: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name);
      },
      ontext(words) {
        const [root, name] = path;
        if (root === "oembed" && name !== undefined && path.length === 2)
          fields[name] = `${fields[name] ?? ""}${words}`;
      },
      onclosetag() {
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return Object.keys(fields).length > 0 ? fields : null;
}
