/** What somebody may do on the node beside what everybody may. */
export type Role = "owner" | "admin" | "moderator" | "member";
