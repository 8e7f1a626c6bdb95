import { signRequest } from "#protocol/signing/requests.ts";
import { createNote } from "./activity.ts";
import type { Sender } from "./actors.ts";

/**
 * Signed posts for an inbox, as the bytes that go over the wire: making them costs more than sending them, so it is done
 * before the clock starts. They are good for an hour.
 */
export async function signNotes(
  senders: readonly Sender[],
  inbox: URL,
  count: number,
  tag: string,
): Promise<Buffer[]> {
  const requests: Buffer[] = [];
  for (let start = 0; start < count; start += 100) {
    const batch = Array.from({ length: Math.min(100, count - start) }, (_, i) => start + i);
    requests.push(
      ...(await Promise.all(batch.map((i) => signNote(senderOf(senders, i), inbox, `${tag}${i}`)))),
    );
  }
  return requests;
}

function senderOf(senders: readonly Sender[], index: number): Sender {
  const sender = senders[index % senders.length];
  if (!sender) throw new RangeError("there are no senders");
  return sender;
}

async function signNote(sender: Sender, inbox: URL, id: string): Promise<Buffer> {
  const now = new Date();
  const body = Buffer.from(JSON.stringify(createNote(sender, id, now)));
  const headers = { "content-type": "application/activity+json" };
  const request = { method: "POST", url: inbox.href, headers, body };
  const signed = await signRequest(request, sender.key, { style: "cavage", now });
  const lines = Object.entries({
    host: inbox.host,
    "user-agent": "generator",
    ...headers,
    ...signed,
    "content-length": String(body.length),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${inbox.pathname} HTTP/1.1\r\n${lines.join("")}\r\n`), body]);
}
