import type { ApiCtx } from "../context.ts";
import { decodePage } from "./charset.ts";
import type { CardContent } from "./content.ts";
import { readOembed, withOembed } from "./oembed.ts";
import { type Page, readPage } from "./page.ts";

export interface ReadPage extends Pick<Page, "canonicalUrl" | "creator"> {
  content: CardContent;
}

const PAGE_BYTES = 1_048_576;
const OEMBED_BYTES = 131_072;
const TIMEOUT_MS = 8_000;

const type = (contentType: string | undefined) => contentType?.split(";")[0]?.trim().toLowerCase() ?? "";

/**
 * Asks a page what it is about. Of a page that is longer than a megabyte its beginning is read, where all of this stands.
 *
 * @returns null where there is no page, or one without a title
 */
export async function readRemotePage(
  ctx: Pick<ApiCtx, "fetchRemote" | "uris">,
  url: string,
): Promise<ReadPage | null> {
  const isLocal = (address: string) => ctx.uris.isLocal(address);
  const answer = await ctx.fetchRemote(url, {
    accept: "text/html, application/xhtml+xml;q=0.9",
    maxBytes: PAGE_BYTES,
    whenTooLarge: "cut",
    timeoutMs: TIMEOUT_MS,
    contentTypes: (contentType) => ["text/html", "application/xhtml+xml"].includes(type(contentType)),
  });
  if (!answer.ok || answer.value.status !== 200 || isLocal(answer.value.url)) return null;
  const { body, headers } = answer.value;
  const page = readPage(decodePage(body, headers["content-type"]), answer.value.url, isLocal);
  const content =
    page.oembed === null ? page.content : await askOembed(ctx, page.oembed, page.content, isLocal);
  if (content.title === "" && content.html === "") return null;
  return { content, canonicalUrl: page.canonicalUrl, creator: page.creator };
}

async function askOembed(
  ctx: Pick<ApiCtx, "fetchRemote">,
  { url, format }: NonNullable<Page["oembed"]>,
  content: CardContent,
  isLocal: (url: string) => boolean,
): Promise<CardContent> {
  const answer = await ctx.fetchRemote(url, {
    accept: format === "json" ? "application/json" : "text/xml, application/xml;q=0.9",
    maxBytes: OEMBED_BYTES,
    timeoutMs: TIMEOUT_MS,
  });
  if (!answer.ok) return content;
  const oembed = readOembed(decodePage(answer.value.body, answer.value.headers["content-type"]), format);
  return oembed === null ? content : withOembed(content, oembed, answer.value.url, isLocal);
}
