import type { Dispatcher } from "undici";
import { type SigningKey, signRequest } from "#protocol/signing/requests.ts";
import type { Ports } from "./ports.ts";
import { type RemoteDeps, userAgent } from "./remote/deps.ts";
import { createRemoteMemory } from "./remote/memory.ts";

interface Options {
  dispatcher: Dispatcher;
  allowPrivateAddress: boolean;
  allowHttp: boolean;
  /** The RSA key of a local account. */
  signingKey(accountId: string): Promise<SigningKey>;
}

/** How this node reads from others: signed as its own actor, within its domain policy. */
export function createRemoteDeps(ports: Ports, options: Options): RemoteDeps {
  const { dispatcher, allowPrivateAddress, allowHttp, signingKey } = options;
  return {
    clock: ports.clock,
    dispatcher,
    memory: createRemoteMemory(ports.clock),
    gate: ports.gate,
    async sign({ method, url, headers, body }, style) {
      const actor = await ports.accounts.nodeActor();
      const request = { method, url: url.href, headers, body: body ?? null };
      return signRequest(request, await signingKey(actor.id), { style, now: ports.clock.now() });
    },
    signatureStyle: (host) => ports.hosts.signatureStyle(host),
    rememberStyle: (host, style) => ports.hosts.rememberStyle(host, style),
    userAgent: userAgent(ports.settings.version, ports.uris.origin),
    allowPrivateAddress,
    allowHttp,
    log: ports.log,
    count: ports.countRemote,
  };
}
