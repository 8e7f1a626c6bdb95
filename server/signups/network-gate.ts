import { BlockList, isIPv6 } from "node:net";
import type { Ctx } from "../context.ts";
import type { NetworkGate } from "./refused-networks.ts";
import { readRefusedNetworks } from "./store/networks.ts";

/** Reads which networks get nothing. */
export async function createNetworkGate(ctx: Pick<Ctx, "sql" | "clock">): Promise<NetworkGate> {
  let refused: BlockList | null = null;
  const refresh = async () => {
    const networks = await readRefusedNetworks(ctx);
    const list = new BlockList();
    for (const network of networks) {
      const [address = "", bits = ""] = network.split("/");
      list.addSubnet(address, Number(bits), familyOf(address));
    }
    refused = networks.length === 0 ? null : list;
  };
  await refresh();
  return {
    refresh,
    refuses(address) {
      if (refused === null) return false;
      const from = address();
      return refused.check(from, familyOf(from));
    },
  };
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
