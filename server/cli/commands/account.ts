import { type CommunityOwnerError, changeOwner } from "../../accounts/community-owners.ts";
import { createAccount } from "../../accounts/create.ts";
import { createInvitation } from "../../accounts/invitations.ts";
import { listAccounts } from "../../accounts/list.ts";
import { findLogin, randomPassword, resetPassword, setRole } from "../../accounts/login.ts";
import { removeAuthenticator } from "../../sessions/authenticator.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

type Role = "owner" | "admin" | "moderator" | "member";
const ROLES: readonly string[] = ["owner", "admin", "moderator", "member"];

export const account: RegisterCommand = (program, cli) => {
  const group = program.command("account").description("people of this node");

  group
    .command("create <username>")
    .description("make an account")
    .option("--name <text>", "display name")
    .option("--role <role>", "owner, admin, moderator or member", "member")
    .option("--kind <kind>", "person, service (a bot) or group", "person")
    .option("--password <text>", "a password; a random one is made and printed when left out")
    .action(
      async (username: string, options: { name?: string; role: string; kind: string; password?: string }) => {
        const { name, kind } = options;
        if (kind !== "person" && kind !== "service" && kind !== "group")
          throw new CommandFailed("--kind takes person, service or group.");
        const role = readRole(options.role);
        const password = options.password ?? randomPassword();
        const login = kind === "group" ? undefined : { password, role };
        const made = await cli.withNode((node) =>
          createAccount(node.ctx, { username, displayName: name, kind, login }),
        );
        if (!made.ok) throw new CommandFailed(`Not created: ${made.error.type}.`, made.error);
        const shown = login === undefined || options.password !== undefined ? {} : { password };
        cli.print({ ...made.value, username, ...shown }, () =>
          [
            `Created @${username} (${made.value.iri}).`,
            ...(shown.password === undefined ? [] : [`Password: ${shown.password}`]),
          ].join("\n"),
        );
      },
    );

  group
    .command("list")
    .description("accounts, newest first")
    .option("--remote", "those of other servers")
    .option("--limit <n>", "most to list", "40")
    .action(async ({ remote, limit }: { remote?: boolean; limit: string }) => {
      const where = remote === true ? "remote" : "local";
      const page = await cli.withNode((node) =>
        listAccounts(node.ctx, { where, cursor: null, limit: Number(limit) || 40 }),
      );
      cli.print(
        page.items,
        () =>
          page.items.map((item) => `@${item.handle}\t${item.kind}\t${item.displayName}`).join("\n") ||
          "No accounts.",
      );
    });

  group
    .command("role <username> <role>")
    .description("change what somebody may do: owner, admin, moderator or member")
    .action(async (username: string, role: string) => {
      const changed = await cli.withNode((node) => setRole(node.ctx, username, readRole(role)));
      if (!changed.ok) throw new CommandFailed(`Not changed: ${changed.error.type}.`, changed.error);
      cli.print({ username, role }, () => `@${username} is ${role} now.`);
    });

  group
    .command("owner <group> <username>")
    .description("let somebody look after a community: its cases, its rules and what these hold")
    .option("--remove", "no longer")
    .action(async (name: string, username: string, { remove }: { remove?: boolean }) => {
      const isOwner = remove !== true;
      const changed = await cli.withNode(({ ctx }) => changeOwner(ctx, { group: name, username, isOwner }));
      if (!changed.ok) throw new CommandFailed(whyNoOwner(changed.error), changed.error);
      cli.print({ group: name, username, isOwner, ...changed.value }, () =>
        isOwner
          ? `@${username} looks after @${name} now, at /desk.`
          : `@${username} no longer looks after @${name}.`,
      );
    });

  group
    .command("reset <username>")
    .description("give somebody a new password, printed once")
    .action(async (username: string) => {
      const reset = await cli.withNode((node) => resetPassword(node.ctx, username));
      if (!reset.ok)
        throw new CommandFailed(`There is no account ${username} here with a password.`, reset.error);
      cli.print(
        { username, password: reset.value.password },
        () => `New password of @${username}: ${reset.value.password}`,
      );
    });

  group
    .command("forget-authenticator <username>")
    .description(
      "let somebody in by their password alone, who has lost their authenticator and its recovery codes",
    )
    .action(async (username: string) => {
      const removed = await cli.withNode(async ({ ctx }) => {
        const found = await findLogin(ctx, username);
        return found !== null && removeAuthenticator(ctx, found.account.id);
      });
      if (!removed) throw new CommandFailed(`@${username} has no authenticator.`);
      cli.print({ username }, () => `@${username} signs in by the password alone now.`);
    });

  group
    .command("invite")
    .description("print a link by which people join")
    .option("--role <role>", "what they may do", "member")
    .option("--uses <n>", "how many people may use it", "1")
    .action(async ({ role, uses }: { role: string; uses: string }) => {
      const maxUses = Math.max(1, Math.trunc(Number(uses)) || 1);
      const { url } = await cli.withNode((node) =>
        createInvitation(node.ctx, { role: readRole(role), maxUses }),
      );
      cli.print({ url, role, maxUses }, () => url);
    });
};

function whyNoOwner(error: CommunityOwnerError): string {
  if (error.type === "group/not-found") return `There is no group ${error.username} here.`;
  if (error.type === "account/not-found") return `There is nobody called ${error.username} here.`;
  return `A community has at most ${error.most} owners.`;
}

function readRole(role: string): Role {
  if (ROLES.includes(role)) return role as Role;
  throw new CommandFailed(`There is no role ${role}; there are ${ROLES.join(", ")}.`);
}
