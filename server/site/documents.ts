import { markdownToHtml } from "#protocol/html/markdown.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { usualPrivacy } from "./privacy.ts";
import { deleteDocuments, insertDocument, readAllTerms, readNewest } from "./store.ts";

export interface SiteDocument {
  html: string;
  /** Null for one that nobody has written yet. */
  updatedAt: Date | null;
}

export interface Terms {
  html: string;
  /** `2026-01-31` */
  effectiveOn: string;
  isEffective: boolean;
  /** The day from which newer ones hold. */
  succeededOn: string | null;
}

export type DocumentError =
  | { type: "site/document-empty" }
  | { type: "site/document-too-long"; most: number }
  | { type: "site/bad-date"; date: string };

const MAX_DOCUMENT = 200_000;

/** What the node says of itself at length. */
export async function readDescription(ctx: Pick<Ctx, "db">): Promise<SiteDocument> {
  const row = await readNewest(ctx, "description");
  return { html: row === null ? "" : markdownToHtml(row.source), updatedAt: row?.createdAt ?? null };
}

/** The privacy policy: what is true of every node, until whoever runs this one writes their own. */
export async function readPrivacy(ctx: Pick<Ctx, "db">): Promise<SiteDocument> {
  const row = await readNewest(ctx, "privacy");
  const { source, createdAt } = row ?? usualPrivacy;
  return { html: markdownToHtml(source), updatedAt: createdAt };
}

/**
 * The terms of service.
 *
 * @param on the day from which the wanted version holds; null for those that hold now, or else the next
 */
export async function readTerms(
  ctx: Pick<Ctx, "db" | "clock">,
  on: string | null = null,
): Promise<Terms | null> {
  const versions = (await readAllTerms(ctx)).map((row) => ({ ...row, effectiveOn: row.effectiveOn ?? "" }));
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const at =
    on === null
      ? Math.max(
          versions.findLastIndex((version) => version.effectiveOn <= today),
          0,
        )
      : versions.findIndex((version) => version.effectiveOn === on);
  const found = versions[at];
  if (found === undefined) return null;
  return {
    html: markdownToHtml(found.source),
    effectiveOn: found.effectiveOn,
    isEffective: found.effectiveOn <= today,
    succeededOn: versions[at + 1]?.effectiveOn ?? null,
  };
}

/**
 * Writes a document anew, in Markdown.
 *
 * @param effectiveOn for terms: the day from which they hold, today when left out; a second version of a day replaces the
 *   first
 */
export async function writeDocument(
  ctx: Pick<Ctx, "db" | "clock" | "ids">,
  kind: "description" | "privacy" | "terms",
  source: string,
  effectiveOn: string | null = null,
): Promise<Result<{ effectiveOn: string | null }, DocumentError>> {
  if (source.trim() === "") return err({ type: "site/document-empty" });
  if (source.length > MAX_DOCUMENT) return err({ type: "site/document-too-long", most: MAX_DOCUMENT });
  const now = ctx.clock.now();
  const day = kind === "terms" ? (effectiveOn ?? now.toISOString().slice(0, 10)) : null;
  if (day !== null && !isDay(day)) return err({ type: "site/bad-date", date: day });
  await insertDocument(ctx, { id: ctx.ids.next(), kind, source, effectiveOn: day, createdAt: now });
  return ok({ effectiveOn: day });
}

/** Forgets a document in all its versions. @returns how many there were */
export function removeDocument(
  ctx: Pick<Ctx, "db">,
  kind: "description" | "privacy" | "terms",
): Promise<number> {
  return deleteDocuments(ctx, kind);
}

function isDay(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
