import { followPeer, listPeers, unfollowPeer } from "../../moot/peers.ts";
import { CommandFailed, type RegisterCommand } from "../cli.ts";

export const moot: RegisterCommand = (program, cli) => {
  const group = program.command("moot").description("nodes whose panels' decisions come here");

  group
    .command("follow <node>")
    .description("ask a node for its decisions, by its domain or its address")
    .action(async (name: string) => {
      const followed = await cli.withNode((node) => followPeer(node.ctx, null, name));
      if (!followed.ok) throw new CommandFailed(`Not followed: ${followed.error.type}.`, followed.error);
      const { domain, state } = followed.value;
      cli.print({ domain, state }, () => `Asked ${domain}; its decisions come once it has accepted.`);
    });

  group
    .command("unfollow <node>")
    .description("ask for them no more; what was done by them stays")
    .action(async (name: string) => {
      const ended = await cli.withNode((node) => unfollowPeer(node.ctx, null, name));
      if (!ended.ok) throw new CommandFailed(`Not followed: ${name}.`, ended.error);
      const { domain } = ended.value;
      cli.print({ domain }, () => `No longer asked: ${domain}.`);
    });

  group
    .command("list")
    .description("the nodes that are followed, and whether they have accepted")
    .action(async () => {
      const rows = await cli.withNode((node) => listPeers(node.ctx));
      const peers = rows.map(({ domain, actorIri, state, since }) => ({
        domain,
        actor: actorIri,
        state,
        since,
      }));
      cli.print(
        peers,
        () => peers.map(({ state, domain }) => `${state}\t${domain}`).join("\n") || "No nodes.",
      );
    });
};
