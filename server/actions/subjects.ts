import { domainSubject, type Subject } from "#moderation/subject.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Ctx } from "../context.ts";
import { nameOf } from "../hosts/policy.ts";
import { type Runner, run } from "../platform/statement.ts";
import { hashtagKey } from "../posts/row.ts";

/** What somebody points at: by the id of a post or account here, or by the name of a domain or hashtag. */
export type SubjectName =
  | { kind: "post"; id: string }
  | { kind: "account"; id: string }
  | { kind: "domain"; name: string }
  | { kind: "hashtag"; name: string };

/** The subject of that name; null for a post or account that is not known here, and for no name at all. */
export async function findSubject(
  ctx: Pick<Ctx, "sql" | "uris">,
  named: SubjectName,
): Promise<Subject | null> {
  if (named.kind === "hashtag") return hashtagSubject(ctx.uris, named.name);
  if (named.kind === "domain") {
    const domain = nameOf(named.name);
    return domain === null ? null : domainSubject(domain);
  }
  if (named.kind === "post") return postSubject(ctx.sql, named.id);
  return accountSubject(ctx.sql, named.id);
}

export async function postSubject(on: Runner, id: string): Promise<Subject | null> {
  const [row] = await run<{ iri: Iri; accountId: string }>(
    on,
    `select iri, account_id as "accountId" from posts where id = $1::uuid`,
    [id],
  );
  return row === undefined ? null : { kind: "post", iri: row.iri, id, accountId: row.accountId };
}

async function accountSubject(on: Runner, id: string): Promise<Subject | null> {
  const [row] = await run<{ iri: Iri }>(on, "select iri from accounts where id = $1::uuid", [id]);
  return row === undefined ? null : { kind: "account", iri: row.iri, id, accountId: id };
}

function hashtagSubject(uris: Pick<Uris, "origin">, name: string): Subject {
  const iri = `${uris.origin}/tags/${encodeURIComponent(hashtagKey(name.replace(/^#/, "")))}` as Iri;
  return { kind: "hashtag", iri, id: null, accountId: null };
}

/** @example hashtagOf("https://node.example/tags/tea") // "tea" */
export function hashtagOf(iri: string): string {
  return decodeURIComponent(iri.slice(iri.lastIndexOf("/") + 1));
}
