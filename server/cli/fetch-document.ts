import type { RemoteDeps } from "#federation/remote/deps.ts";
import { userAgent } from "#federation/remote/deps.ts";
import { createDispatcher } from "#federation/remote/dispatcher.ts";
import { fetchDocument } from "#federation/remote/documents.ts";
import { createRemoteMemory } from "#federation/remote/memory.ts";
import { systemClock } from "../platform/clock.ts";
import { version } from "../version.ts";

/**
 * A document from its address, unsigned and with no database: for a look at what a peer serves. The person at the command
 * line may look at private addresses too, as with curl.
 */
export async function fetchForInspection(
  url: string,
): Promise<{ ok: true; value: string } | { ok: false; reason: string }> {
  const dispatcher = createDispatcher({ allowPrivateAddress: true });
  const deps: RemoteDeps = {
    clock: systemClock,
    dispatcher,
    memory: createRemoteMemory(systemClock),
    gate: () => true,
    signatureStyle: async () => null,
    rememberStyle: async () => {},
    userAgent: userAgent(version, "inspect"),
    allowPrivateAddress: true,
    allowHttp: true,
    log: { debug() {} },
    count() {},
  };
  try {
    const fetched = await fetchDocument(deps, url, { html: true });
    if (fetched.ok) return { ok: true, value: JSON.stringify(fetched.value.document) };
    const { error } = fetched;
    return { ok: false, reason: "status" in error ? `${error.type}: ${error.status}` : error.type };
  } finally {
    await dispatcher.destroy();
  }
}
