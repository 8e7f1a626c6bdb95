import type { Role } from "../accounts/role.ts";

const ranks: Record<Role, number> = { member: 0, moderator: 1, admin: 2, owner: 3 };

/** Who decides something. */
export interface Moderator {
  readonly accountId: string;
  readonly role: Role;
}

/**
 * Whether somebody may decide about an account: not about themselves, nor about people of their own role or a higher one.
 *
 * @param target.role null for an account of another server, or one that nobody signs in to
 */
export function mayActOn(by: Moderator, target: { id: string; role: Role | null }): boolean {
  return by.accountId !== target.id && ranks[by.role] > (target.role === null ? 0 : ranks[target.role]);
}
