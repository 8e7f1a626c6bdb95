import type { webcrypto } from "node:crypto";
import { createFederation, type Federation, type KvStore } from "@fedify/fedify";
import { Activity, type Actor, Application, Group, Organization, Person, Service } from "@fedify/vocab";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import type { TracerProvider } from "@opentelemetry/api";
import { paths } from "#protocol/ids/uris.ts";
import type { AccountKind } from "#protocol/model/account.ts";
import { importPrivateKey } from "#protocol/signing/keys.ts";
import { writeAccount } from "#protocol/vocab/write/account.ts";
import type { Ports } from "./ports.ts";
import { isUuid } from "./uuid.ts";

export interface FedifyOptions {
  kv: KvStore;
  tracerProvider: TracerProvider;
  /** Ours: bundled contexts, and documents fetched within all limits, signed as the node. */
  contextLoader: DocumentLoader;
  documentLoader: DocumentLoader;
  /** What Fedify's inbox verified, as it was received. Without it Fedify has no inbox. */
  onActivity?: (json: unknown) => Promise<void>;
}

type FedifyPorts = Pick<Ports, "uris" | "handleHost" | "settings" | "accounts" | "collections">;

const actors = {
  person: Person,
  service: Service,
  group: Group,
  organization: Organization,
  application: Application,
} satisfies Record<AccountKind, unknown>;

/**
 * The node as Fedify knows it: its actors with their keys, NodeInfo, and an inbox that any verdict of ours can be compared
 * with. Nothing is queued and nothing is sent through it.
 */
export function createFedify(ports: FedifyPorts, options: FedifyOptions): Federation<void> {
  const { kv, tracerProvider, contextLoader, documentLoader, onActivity } = options;
  const federation = createFederation<void>({
    kv,
    tracerProvider,
    contextLoaderFactory: () => contextLoader,
    documentLoaderFactory: () => documentLoader,
    authenticatedDocumentLoaderFactory: () => documentLoader,
    origin: { handleHost: ports.handleHost, webOrigin: ports.uris.origin },
  });

  federation
    .setActorDispatcher("/users/{identifier}", async (_ctx, id) => {
      const profile = isUuid(id) ? await ports.accounts.profile(id) : null;
      if (profile === null) return null;
      const loaders = { contextLoader, documentLoader };
      return (await actors[profile.kind].fromJsonLd(writeAccount(profile), loaders)) as Actor;
    })
    .setKeyPairsDispatcher(async (_ctx, id) => {
      // Fedify asks for keys before it asks whether there is such an actor.
      const account = isUuid(id) ? await ports.accounts.byId(id) : null;
      if (!account?.isLocal) return [];
      const { rsa } = await ports.accounts.signer(id);
      return [await rsaKeyPair(rsa.privatePem)];
    });

  federation.setNodeInfoDispatcher("/nodeinfo/2.1", async () => {
    const { posts, accounts, activeMonth, activeHalfYear } = await ports.collections.localPostsCount();
    const { version, registrationsOpen, nodeName, nodeDescription, adminEmail } = ports.settings;
    return {
      software: { name: "folkmoot", version },
      protocols: ["activitypub"],
      openRegistrations: registrationsOpen,
      usage: {
        users: { total: accounts, activeMonth, activeHalfyear: activeHalfYear },
        localPosts: posts,
        localComments: 0,
      },
      metadata: {
        nodeName,
        nodeDescription,
        // By this apps learn whose client API they find here, as they do of Mastodon's forks.
        upstream: { name: "mastodon" },
        ...(adminEmail !== null && { maintainer: { email: adminEmail } }),
      },
    };
  });

  if (onActivity !== undefined) {
    federation
      .setInboxListeners("/users/{identifier}/inbox", paths.sharedInbox)
      .on(Activity, async (_ctx, activity) => onActivity(await activity.toJsonLd({ contextLoader })));
  }
  return federation;
}

async function rsaKeyPair(pem: string): Promise<webcrypto.CryptoKeyPair> {
  const key = await importPrivateKey(pem);
  if (!key.ok) throw new Error(`a local account's key is of no use: ${key.error.type}`);
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pkcs8 = new Uint8Array(await key.value.exportPkcs8());
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const { kty, n, e } = await crypto.subtle.exportKey("jwk", privateKey);
  const publicJwk = { kty, n, e, alg: "RS256" } as webcrypto.JsonWebKey;
  const publicKey = await crypto.subtle.importKey("jwk", publicJwk, algorithm, true, ["verify"]);
  return { privateKey, publicKey };
}
