/**
 * SQL: whether somebody may see a post: `canView` of protocol/ids/visibility.ts in words of the database. The two are
 * tested against each other over the whole matrix.
 *
 * @param post alias of the row of `posts`
 * @param viewer expression for the viewer's account id; null for nobody in particular
 * @example `select p.id from posts p where ${visibleTo("p", "$1::uuid")}`
 */
export function visibleTo(post: string, viewer: string): string {
  return `(case
    when ${post}.account_id = ${viewer} then true
    when ${viewer} is not null and exists (select from blocks k
      where k.account_id = ${post}.account_id and k.target_id = ${viewer}) then false
    when ${post}.visibility in ('public', 'unlisted') then true
    when ${viewer} is null then false
    when exists (select from post_mentions pm where pm.post_id = ${post}.id and pm.account_id = ${viewer}) then true
    else ${post}.visibility = 'followers' and exists (select from follows vf
      where vf.follower_id = ${viewer} and vf.followee_id = ${post}.account_id and vf.state = 'accepted')
  end)`;
}

/**
 * SQL: whether somebody may know of a boost. One for followers alone is no business of whoever has only asked to follow.
 *
 * @param boost alias of the row of `boosts`
 * @param viewer expression for the viewer's account id; null for nobody in particular
 */
export function boostVisibleTo(boost: string, viewer: string): string {
  return `(${boost}.visibility <> 'followers' or ${boost}.account_id = ${viewer} or exists (select from follows bf
    where bf.follower_id = ${viewer} and bf.followee_id = ${boost}.account_id and bf.state = 'accepted'))`;
}
