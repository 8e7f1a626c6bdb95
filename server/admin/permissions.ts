import type { Role } from "../accounts/role.ts";

/** The lowest role that may do each thing at the desk. The one table: routes, pages and the command line ask it. */
export const permissions = {
  "case.read": "moderator",
  "case.handle": "moderator",
  "case.bulk": "moderator",
  "note.write": "moderator",
  "action.take": "moderator",
  "action.undo": "moderator",
  "appeal.answer": "moderator",
  "report.talk": "moderator",
  "people.read": "moderator",
  "domain.read": "moderator",
  "domain.decide": "admin",
  "list.manage": "admin",
  "advice.publish": "admin",
  "policy.read": "moderator",
  "policy.change": "admin",
  "hold.release": "moderator",
  "audit.read": "moderator",
  "evidence.export": "moderator",
  "trustee.read": "moderator",
  "trustee.manage": "admin",
  "panel.ask": "moderator",
  "panel.dissolve": "admin",
  "ledger.read": "moderator",
  "transparency.export": "admin",
  "ledger.erase": "owner",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof permissions;

const ranks: Record<Role, number> = { member: 0, moderator: 1, admin: 2, owner: 3 };

/** @example may("moderator", "domain.decide") // false */
export function may(role: Role, permission: Permission): boolean {
  return ranks[role] >= ranks[permissions[permission]];
}
