import { err, ok, type Result } from "#protocol/result.ts";

export type UsernameError =
  | { type: "account/username-invalid"; username: string }
  | { type: "account/username-reserved"; username: string };

/** What Mastodon's servers accept in a mention, so that every name can be written by everybody. */
const pattern = /^[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?$/i;
const MAX_LENGTH = 30;

/** Names that would speak for the node, or that mail servers and protocols give a meaning to (RFC 2142). */
const reserved = new Set(
  "abuse actor admin administrator everyone folkmoot help here hostmaster info instance mod moderator moderators mods node noreply no-reply owner postmaster relay root security server staff support system team webmaster".split(
    " ",
  ),
);

/** `/@ana.rss` is the feed of ana's posts, and `ana.videos` the channel of ana's films, whoever would like to be called so. */
const taken = /\.(?:rss|atom|videos)$/i;

/**
 * Checks the name of a local account: 1 to 30 letters, digits and underscores of ASCII, with dots and hyphens inside.
 * Case is kept, and does not make another name.
 *
 * @param mayBeReserved owners and administrators may speak for the node
 * @example checkUsername("ana.b") // ok
 * @example checkUsername("support") // account/username-reserved
 */
export function checkUsername(
  username: string,
  { mayBeReserved = false } = {},
): Result<undefined, UsernameError> {
  if (username.length > MAX_LENGTH || !pattern.test(username))
    return err({ type: "account/username-invalid", username });
  if (taken.test(username) || (!mayBeReserved && reserved.has(username.toLowerCase())))
    return err({ type: "account/username-reserved", username });
  return ok();
}
