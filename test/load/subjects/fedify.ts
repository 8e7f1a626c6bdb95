import type { AddressInfo } from "node:net";
import { createFederation, MemoryKvStore } from "@fedify/fedify";
import { Create, Person } from "@fedify/vocab";
import { serve } from "@hono/node-server";
import { answer } from "../child.ts";

/**
 * The baseline: the smallest server that takes activities in with Fedify. Its store is in memory, signatures are
 * verified, and the listener does nothing. It knows an actor's key after the actor's first activity.
 */
const calls = {
  /** Returns the inbox's address. */
  async start(): Promise<string> {
    const federation = createFederation<undefined>({ kv: new MemoryKvStore(), allowPrivateAddress: true });
    federation.setActorDispatcher("/users/{identifier}", (context, identifier) => {
      const inbox = context.getInboxUri(identifier);
      return new Person({ id: context.getActorUri(identifier), preferredUsername: identifier, inbox });
    });
    federation.setInboxListeners("/users/{identifier}/inbox", "/inbox").on(Create, () => {});
    const server = serve({
      fetch: (request) => federation.fetch(request, { contextData: undefined }),
      hostname: "127.0.0.1",
      port: 0,
    });
    await new Promise((resolve) => server.once("listening", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/inbox`;
  },
};

export type FedifyCalls = typeof calls;
answer(calls);
