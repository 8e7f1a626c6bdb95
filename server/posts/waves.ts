import type { Post } from "#protocol/model/post.ts";

interface Arrived {
  post: Pick<Post, "iri" | "inReplyTo">;
  row: { delivered: boolean };
}

/**
 * Splits a batch so that no post stands beside its own copy or its parent: within one statement they could not see each
 * other. Parents come first; of copies, one that was delivered stays. Nearly every batch is one wave.
 *
 * @example waves([reply, parent, parent]) // [[parent], [reply]]
 */
export function waves<T extends Arrived>(batch: readonly T[]): T[][] {
  const byIri = new Map<string, T>();
  for (const each of batch) {
    if (!byIri.has(each.post.iri) || each.row.delivered) byIri.set(each.post.iri, each);
  }
  const depths = new Map<string, number>();
  const depthOf = (each: T): number => {
    const known = depths.get(each.post.iri);
    if (known !== undefined) return known;
    // Set before looking at the parent, so that two posts that answer each other come to an end.
    depths.set(each.post.iri, 0);
    const parent = each.post.inReplyTo === null ? undefined : byIri.get(each.post.inReplyTo);
    const depth = parent === undefined || parent === each ? 0 : depthOf(parent) + 1;
    depths.set(each.post.iri, depth);
    return depth;
  };
  const all: T[][] = [];
  for (const each of byIri.values()) {
    const depth = depthOf(each);
    while (all.length <= depth) all.push([]);
    all[depth]?.push(each);
  }
  return all.filter((wave) => wave.length > 0);
}
