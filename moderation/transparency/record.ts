/**
 * Who found something:
 *
 * - `here`: somebody with an account here, who reported it
 * - `visitor`: somebody without an account, who reported it
 * - `server`: another server, whose people or moderators reported or removed it
 * - `rule`, `list`: what the node applies by itself
 * - `moderators`: who looks after the node, by themselves
 */
export const finders = ["here", "visitor", "server", "rule", "list", "moderators"] as const;
export type Finder = (typeof finders)[number];

/**
 * Who decided:
 *
 * - `moderator`: one person who looks after the node
 * - `panel`: trustees
 * - `rule`, `list`: nobody; the node applied what somebody had written before
 * - `server`: another server, which removed what is its own
 */
export const deciders = ["moderator", "panel", "rule", "list", "server"] as const;
export type Decider = (typeof deciders)[number];

/** Whether nobody took part in a decision. */
export function isAutomatic(decider: Decider): boolean {
  return decider === "rule" || decider === "list";
}
