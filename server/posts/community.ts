/**
 * SQL: the id of the community of this node that a post stands in: the one that it names, else the first that passed it on (a
 * local post names none); null for none.
 *
 * @param post alias of the table
 */
export const communityOf = (post: string) => `coalesce(
  (select g.id from accounts g where g.iri = ${post}.community_iri and g.domain is null and g.kind = 'group'),
  (select g.id from boosts b join accounts g on g.id = b.account_id and g.domain is null and g.kind = 'group'
    where b.post_id = ${post}.id order by b.id limit 1))`;
