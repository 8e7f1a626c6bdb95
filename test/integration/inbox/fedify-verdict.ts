import { MemoryKvStore } from "@fedify/fedify";
import { trace } from "@opentelemetry/api";
import { createFedify } from "#federation/fedify.ts";
import { createSigningKeys } from "#federation/keys.ts";
import type { Ports } from "#federation/ports.ts";
import { createDispatcher } from "#federation/remote/dispatcher.ts";
import { createContextLoader, createDocumentLoader } from "#federation/remote/loader.ts";
import { createRemoteDeps } from "#federation/remote-deps.ts";
import { ORIGIN, type signedBytes } from "./rig.ts";

/** Whether an inbox believes that the actor made the activity. `unreadable`: it gave up before it asked who signed. */
export type Belief = "believed" | "refused" | "unreadable";

export interface FedifyInbox {
  judge(signed: Awaited<ReturnType<typeof signedBytes>>): Promise<Belief>;
  close(): Promise<void>;
}

/** Fedify's own inbox, asking the same servers with the same keys as the node's. */
export function createFedifyInbox(ports: Ports): FedifyInbox {
  const dispatcher = createDispatcher({ allowPrivateAddress: true });
  const signingKey = createSigningKeys(ports);

  return {
    async judge({ headers, body }) {
      const allowed = { allowPrivateAddress: true, allowHttp: true };
      const remote = createRemoteDeps(ports, { dispatcher, signingKey, ...allowed });
      let reached = false;
      // One for each activity: Fedify remembers which ids and keys it has seen.
      const fedify = createFedify(ports, {
        kv: new MemoryKvStore(),
        tracerProvider: trace.getTracerProvider(),
        contextLoader: createContextLoader(remote),
        documentLoader: createDocumentLoader(remote),
        onActivity: async () => {
          reached = true;
        },
      });
      const request = new Request(`${ORIGIN}/inbox`, { method: "POST", headers, body });
      try {
        const { status } = await fedify.fetch(request, { contextData: undefined });
        if (reached) return "believed";
        return status === 400 ? "unreadable" : "refused";
      } catch {
        // A duration without unit, a key that is none: it throws on what its vocabulary cannot hold.
        return "unreadable";
      }
    },
    close: () => dispatcher.destroy(),
  };
}
