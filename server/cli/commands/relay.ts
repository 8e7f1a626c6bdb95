import { listRelays, subscribeToRelay, unsubscribeFromRelay } from "../../relays/subscribe.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const relay: RegisterCommand = (program, cli) => {
  const group = program.command("relay").description("subscriptions to relays");

  group
    .command("add <address>")
    .description("subscribe to a relay, by its inbox (Mastodon style) or its actor (LitePub style)")
    .action(async (address: string) => {
      const added = await cli.withNode((node) => subscribeToRelay(node.ctx, address));
      if (!added.ok) throw new CommandFailed(`Not subscribed: ${added.error.type}.`, added.error);
      cli.print(added.value, () => `Asked ${address}; posts arrive once it has accepted.`);
    });

  group
    .command("remove <inbox>")
    .description("end a subscription")
    .action(async (inbox: string) => {
      const removed = await cli.withNode((node) => unsubscribeFromRelay(node.ctx, inbox));
      if (!removed.ok) throw new CommandFailed(`No subscription to ${inbox}.`, removed.error);
      cli.print({ inbox }, () => `No longer subscribed to ${inbox}.`);
    });

  group
    .command("list")
    .description("the relays of this node")
    .action(async () => {
      const rows = await cli.withNode((node) => listRelays(node.ctx));
      cli.print(
        rows,
        () => rows.map((row) => `${row.state}\t${row.style}\t${row.inbox}`).join("\n") || "No relays.",
      );
    });
};
