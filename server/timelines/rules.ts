/**
 * SQL: whether a post belongs in a follower's home timeline. A reply does when it answers its own author (a thread), the
 * follower, or somebody the follower follows too; a reply whose parent is not known here waits until it is. (Written
 * with `exists`, the last test may be planned as a hash of all follows.)
 *
 * @param post alias of the post's row
 * @param follower expression for the follower's id
 */
export function belongsInHome(post: string, follower: string): string {
  return `${post}.visibility <> 'direct' and (${post}.in_reply_to_iri is null
    or ${post}.in_reply_to_account_id in (${post}.account_id, ${follower})
    or (select true from follows g where g.follower_id = ${follower}
      and g.followee_id = ${post}.in_reply_to_account_id and g.state = 'accepted'))`;
}

/** SQL condition for rows of `follows`, worded as the index `follows_local_followers` is. */
export function localFollower(follow: string): string {
  return `${follow}.state = 'accepted' and ${follow}.follower_is_local`;
}

/**
 * SQL: whether a follow is for posts in a language, too. `en` is also for `en-GB`; a post that names none is for all.
 *
 * @param follow alias of the row of `follows`
 * @param language expression for the post's language
 */
export function wantsLanguage(follow: string, language: string): string {
  return `(${follow}.languages is null or ${language} is null or ${language} = any(${follow}.languages)
    or split_part(${language}, '-', 1) = any(${follow}.languages))`;
}

/**
 * SQL: whether what an account wrote or boosted is kept from a reader: blocked in either direction, muted, on a domain
 * that the reader blocks, or no longer active.
 *
 * @param account alias of the row of `accounts`
 * @param viewer parameter for the reader's id, cast
 * @param now parameter for the time, cast
 * @param muted which mutes count: all, or those that hide notifications too
 */
export function hiddenFrom(
  account: string,
  viewer: string,
  now: string,
  muted: "posts" | "notifications" = "posts",
): string {
  // As one `case`, because the planner would multiply its guesses for five tests and expect next to nothing to pass.
  return `(case
    when ${account}.state <> 'active' then true
    when exists (select from blocks k where k.account_id = ${viewer} and k.target_id = ${account}.id) then true
    when exists (select from blocks k where k.account_id = ${account}.id and k.target_id = ${viewer}) then true
    when exists (select from mutes m where m.account_id = ${viewer} and m.target_id = ${account}.id
      ${muted === "notifications" ? "and m.hides_notifications" : ""} and (m.expires_at is null or m.expires_at > ${now})) then true
    else ${account}.domain is not null and exists (select from domain_blocks d
      where d.account_id = ${viewer} and d.domain = ${account}.domain)
  end)`;
}

/**
 * SQL: whether an account that moderators have limited may be shown in a public place: to itself and its followers.
 *
 * @param account alias of the row of `accounts`
 * @param viewer parameter for the reader's id, cast
 */
export function shownInPublic(account: string, viewer: string): string {
  return `(not ${account}.limited or ${account}.id = ${viewer} or exists (select from follows lf
    where lf.follower_id = ${viewer} and lf.followee_id = ${account}.id and lf.state = 'accepted'))`;
}

/**
 * SQL: whether one of the reader's exclusive lists keeps an account's posts from the home timeline. Most people have no
 * such list, which is asked once a page and not once an entry.
 *
 * @param account expression for the id of whoever put the entry there
 * @param viewer parameter for the reader's id, cast
 */
export function keptByList(account: string, viewer: string): string {
  return `((select exists (select from lists xl where xl.account_id = ${viewer} and xl.exclusive))
    and ${account} <> ${viewer} and exists (select from list_accounts xm join lists xl on xl.id = xm.list_id
      where xm.account_id = ${account} and xl.account_id = ${viewer} and xl.exclusive))`;
}
