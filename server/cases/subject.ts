import type { Markable } from "#moderation/cases/marks.ts";
import type { Joining } from "#moderation/cases/words.ts";
import type { Subject } from "#moderation/subject.ts";
import { decodeEntities } from "#protocol/html/entities.ts";
import { htmlToText } from "#protocol/html/text.ts";
import type { Ctx } from "../context.ts";
import { fileOfUrl } from "../files/address.ts";
import type { Runner } from "../platform/statement.ts";
import { readAccountFacts, readPostFacts, type SubjectFacts } from "./views.ts";

/** An account is new for so long. */
const NEW_MS = 3 * 24 * 3_600_000;

/** What a case is made of, beside what somebody says of it. */
export interface KnownSubject
  extends Pick<Joining, "subject" | "domain" | "communityId" | "reach" | "excerpt"> {
  readonly markable: Markable;
}

/**
 * A post or an account of the database as what a case is about.
 *
 * @returns null when there is none
 * @example const known = await knownSubject(ctx, tx, { kind: "post", id: postId });
 */
export async function knownSubject(
  ctx: Pick<Ctx, "uris" | "clock" | "handleHost">,
  on: Runner,
  { kind, id }: { kind: "post" | "account"; id: string },
): Promise<KnownSubject | null> {
  const facts = await (kind === "post" ? readPostFacts : readAccountFacts)(on, id);
  return facts && subjectOf(ctx, facts, kind);
}

/** What a case is made of, by what is known of a post or an account. */
export function subjectOf(
  ctx: Pick<Ctx, "uris" | "clock" | "handleHost">,
  facts: Omit<SubjectFacts, "id"> & { id: string | null },
  kind: "post" | "account",
): KnownSubject {
  const subject: Subject = { kind, iri: facts.iri, id: facts.id, accountId: facts.accountId };
  const { domain, communityId, reach } = facts;
  const markable = markableOf(ctx, facts, kind);
  return { subject, domain, communityId, reach, excerpt: markable.text, markable };
}

/** The same for a subject that somebody names; what the database does not hold, and domains and hashtags, say nothing. */
export async function factsOf(
  ctx: Pick<Ctx, "uris" | "clock" | "handleHost">,
  on: Runner,
  { kind, id }: Subject,
): Promise<KnownSubject | null> {
  return (kind === "post" || kind === "account") && id !== null ? knownSubject(ctx, on, { kind, id }) : null;
}

function markableOf(
  ctx: Pick<Ctx, "uris" | "clock" | "handleHost">,
  { title, warning, html, link, media, since, domain }: Omit<SubjectFacts, "id">,
  kind: "post" | "account",
): Markable {
  const text = [title, warning, htmlToText(html)].filter((part) => part !== null && part !== "").join("\n");
  const isNew = ctx.clock.now().getTime() - since.getTime() < NEW_MS;
  return {
    text,
    links: [...(link === null ? [] : [link]), ...linksOf(html)].filter((url) => !ctx.uris.isLocal(url)),
    media: media.flatMap(({ url }) => fileOfUrl(ctx.uris, url)?.sha256 ?? []),
    newcomerOf: isNew && kind === "post" ? (domain ?? ctx.handleHost) : null,
  };
}

const anchor = /<a\b([^>]*)>/g;

/** Addresses that sanitised HTML links to, but for mentions and hashtags. */
function linksOf(html: string): string[] {
  return [...html.matchAll(anchor)].flatMap(([, attributes = ""]) => {
    if (/class="[^"]*\b(?:mention|hashtag)\b/.test(attributes)) return [];
    const href = /href="([^"]*)"/.exec(attributes)?.[1];
    return href === undefined ? [] : [decodeEntities(href)];
  });
}
