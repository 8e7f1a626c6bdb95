import { answer } from "../child.ts";
import { makeSenders, type Sender } from "./actors.ts";
import { sendOver } from "./connection.ts";
import { type DocumentServer, serveDocuments } from "./documents.ts";
import { signNotes } from "./requests.ts";

/** A process that stands for the other servers: it serves their actors' documents and sends their posts. */
let documents: DocumentServer | undefined;
let senders: Sender[] = [];
let queue: Buffer[] = [];
let inbox = new URL("http://127.0.0.1");

const calls = {
  /** Makes actors and serves them; returns their IRIs. */
  async start({ actors, hosts }: { actors: number; hosts: number }): Promise<string[]> {
    documents = await serveDocuments();
    senders = await makeSenders(actors, hosts, documents.port);
    documents.publish(senders);
    return senders.map(({ iri }) => iri);
  },

  /** Signs posts for an inbox and keeps them. `tag` makes their ids distinct from those of other calls. */
  async sign(wanted: { inbox: string; count: number; tag: string }): Promise<void> {
    inbox = new URL(wanted.inbox);
    queue = await signNotes(senders, inbox, wanted.count, wanted.tag);
  },

  /** Sends what was signed; returns how many answers there were by status, and how many documents were asked for. */
  async send({ connections }: { connections: number }) {
    const askedBefore = documents?.asked ?? 0;
    const statuses: Record<number, number> = {};
    let sent = 0;
    const target = { hostname: inbox.hostname, port: Number(inbox.port) };
    const next = () => queue[sent++];
    const answered = (status: number) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
    };
    await Promise.all(Array.from({ length: connections }, () => sendOver(target, next, answered)));
    return { statuses, documentsAsked: (documents?.asked ?? 0) - askedBefore };
  },
};

export type GeneratorCalls = typeof calls;
answer(calls);
