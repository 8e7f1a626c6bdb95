import type { Role } from "../../accounts/role.ts";

/** Mastodon's bits of what a role may do. https://docs.joinmastodon.org/entities/Role/ */
const bits = {
  administrator: 0x1,
  devops: 0x2,
  viewAuditLog: 0x4,
  viewDashboard: 0x8,
  manageReports: 0x10,
  manageFederation: 0x20,
  manageSettings: 0x40,
  manageBlocks: 0x80,
  manageTaxonomies: 0x100,
  manageAppeals: 0x200,
  manageUsers: 0x400,
  manageInvites: 0x800,
  manageRules: 0x1000,
  manageAnnouncements: 0x2000,
  manageCustomEmojis: 0x4000,
  manageWebhooks: 0x8000,
  inviteUsers: 0x10000,
  manageRoles: 0x20000,
  manageUserAccess: 0x40000,
  deleteUserData: 0x80000,
} as const;

const all = Object.values(bits).reduce((sum, bit) => sum | bit, 0);
const member = bits.inviteUsers;
const moderator =
  member |
  bits.viewDashboard |
  bits.viewAuditLog |
  bits.manageReports |
  bits.manageUsers |
  bits.manageTaxonomies;

const roles = {
  owner: { id: "3", name: "Owner", permissions: all },
  admin: { id: "2", name: "Admin", permissions: all & ~(bits.administrator | bits.devops) },
  moderator: { id: "1", name: "Moderator", permissions: moderator },
  // Mastodon's id for what everybody may do.
  member: { id: "-99", name: "", permissions: member },
} as const satisfies Record<Role, object>;

/** Mastodon's Role, for whose it is. */
export function roleEntity(role: Role) {
  const { id, name, permissions } = roles[role];
  return { id, name, permissions: String(permissions), color: "", highlighted: role !== "member" };
}

/** What others see of it on a profile. */
export function accountRoleEntity(role: Role) {
  const { id, name } = roles[role];
  return { id, name, color: "" };
}
