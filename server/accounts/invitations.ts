import { createHash, randomBytes } from "node:crypto";
import type { Ctx } from "../context.ts";
import type { Role } from "./role.ts";
import { deleteUnusedOwnerInvitations, insertInvitation, readUsable } from "./store/invitations.ts";
import { hasOwner } from "./store/logins.ts";

export interface Invitation {
  role: Role;
  /** How many accounts it can make. */
  maxUses?: number;
  expiresAt?: Date | null;
  /** Account that invites; null for the node itself. */
  createdBy?: string | null;
}

/**
 * A link by which people join. The token is shown once: only its SHA-256 is stored.
 *
 * @example const { url } = await createInvitation(ctx, { role: "member", maxUses: 10, createdBy: ana.id });
 */
export async function createInvitation(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris">,
  invitation: Invitation,
): Promise<{ token: string; url: string }> {
  const { token, row } = mint(ctx, invitation);
  await insertInvitation(ctx.db, row);
  return { token, url: joinUrl(ctx, token) };
}

/**
 * The link by which the first owner joins; null when there is an owner. Each call makes a new one, and the ones before
 * it stop working: what stood in an old log opens nothing.
 */
export async function ensureOwnerInvitation(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris">,
): Promise<string | null> {
  const { token, row } = mint(ctx, { role: "owner" });
  const made = await ctx.db.transaction(async (tx) => {
    await deleteUnusedOwnerInvitations(tx);
    if (await hasOwner(tx)) return false;
    await insertInvitation(tx, row);
    return true;
  });
  return made ? joinUrl(ctx, token) : null;
}

/** The role that a token gives; null when it is unknown, used up or expired. */
export async function readInvitation(
  ctx: Pick<Ctx, "db" | "clock">,
  token: string,
): Promise<{ role: Role } | null> {
  const row = await readUsable(ctx.db, hashToken(token), ctx.clock.now());
  return row && { role: row.role };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function mint(ctx: Pick<Ctx, "ids" | "clock">, invitation: Invitation) {
  const token = randomBytes(24).toString("base64url");
  const row = {
    id: ctx.ids.next(),
    tokenHash: hashToken(token),
    role: invitation.role,
    createdBy: invitation.createdBy ?? null,
    maxUses: invitation.maxUses ?? 1,
    createdAt: ctx.clock.now(),
    expiresAt: invitation.expiresAt ?? null,
  };
  return { token, row };
}

function joinUrl(ctx: Pick<Ctx, "uris">, token: string): string {
  return `${ctx.uris.origin}/join/${token}`;
}
