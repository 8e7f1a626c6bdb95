import type { Role } from "../accounts/role.ts";

/** Whose token a call came with. */
export interface Viewer {
  readonly accountId: string;
  readonly role: Role;
}
