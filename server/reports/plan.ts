import type { Subject } from "#moderation/subject.ts";
import type { NamedAccount, NamedPost } from "./store/subjects.ts";

/** A case that a report belongs to. */
export interface PlannedCase {
  readonly subject: Subject;
}

/** More posts of one account are about the account: nobody decides about dozens of them one by one. */
const MOST_POSTS_APART = 5;

/**
 * Which cases a report makes: one for each post that it names, or one for an account where it names no post of it, or many.
 * The posts come first, since they are what is judged.
 *
 * @example planCases([ana], [hers]) // one case, about the post
 */
export function planCases(accounts: readonly NamedAccount[], posts: readonly NamedPost[]): PlannedCase[] {
  const byAuthor = Map.groupBy(posts, (post) => post.author.id);
  const apart = [...byAuthor.values()].filter((theirs) => theirs.length <= MOST_POSTS_APART);
  const apartAuthors = new Set(apart.map(([first]) => first?.author.id));
  const whole = new Map<string, NamedAccount>();
  for (const account of [...accounts, ...posts.map((post) => post.author)])
    if (!apartAuthors.has(account.id)) whole.set(account.id, account);
  return [...apart.flat().map(caseOfPost), ...[...whole.values()].map(caseOfAccount)];
}

/**
 * What of a report from elsewhere is this node's business: what is from here, what answers somebody here, and what was posted
 * in a community of this node; of accounts elsewhere only those of such posts.
 */
export function ourBusiness(
  accounts: readonly NamedAccount[],
  posts: readonly NamedPost[],
): { accounts: NamedAccount[]; posts: NamedPost[] } {
  const ours = posts.filter(
    ({ author, communityId, answersUs }) => author.domain === null || communityId !== null || answersUs,
  );
  return { accounts: accounts.filter((account) => account.domain === null), posts: ours };
}

function caseOfPost({ id, iri, author }: NamedPost): PlannedCase {
  return { subject: { kind: "post", iri, id, accountId: author.id } };
}

function caseOfAccount({ id, iri }: NamedAccount): PlannedCase {
  return { subject: { kind: "account", iri, id, accountId: id } };
}
