import { exportPublicKeyPem, generateRsaKeyPair } from "#protocol/signing/keys.ts";
import type { SigningKey } from "#protocol/signing/requests.ts";
import type { GeneratedActor } from "./activity.ts";

export interface Sender extends GeneratedActor {
  readonly key: SigningKey;
}

/** Hosts that one server on all of 127.0.0.0/8 answers for: 127.`block`.0.1, 127.`block`.0.2, ... */
export function loopbackHost(block: number, index: number): string {
  return `127.${block}.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}

/** Actors with RSA-2048 keys of their own, spread over hosts. */
export function makeSenders(count: number, hosts: number, port: number): Promise<Sender[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const username = `generated${index}`;
      const iri = `http://${loopbackHost(10, index % hosts)}:${port}/users/${username}`;
      const { publicKey, privateKey } = await generateRsaKeyPair();
      const key = { keyId: `${iri}#main-key`, privateKey };
      return { iri, username, publicKeyPem: exportPublicKeyPem(publicKey), key };
    }),
  );
}
