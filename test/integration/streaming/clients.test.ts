import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { createStreamingAPIClient } from "masto";
import generator, { type Entity } from "megalodon";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "#test/integration/api/rig.ts";

/** The clients' own libraries, as their users have them. */

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

it("works with masto: several streams over one socket", async () => {
  const [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
  await rig.follow(ana, ben);
  const streaming = createStreamingAPIClient({
    streamingApiUrl: rig.origin.replace("http", "ws"),
    accessToken: ana.token,
  });
  const user = streaming.user.subscribe();
  const tag = streaming.hashtag.subscribe({ tag: "tea" });
  const [homes, tags] = [user[Symbol.asyncIterator](), tag[Symbol.asyncIterator]()];
  const firsts = Promise.all([homes.next(), tags.next()]);
  await streaming.prepare();
  // A subscription is not answered: it holds from the first that comes.
  let id = "";
  let isThere = false;
  void firsts.then(() => {
    isThere = true;
  });
  while (!isThere) {
    id = await rig.publish(ben, `@${ana.username} #tea`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const [home, tagged] = await firsts;
  expect(["update", "notification"]).toContain(home.value?.event);
  expect(tagged.value).toMatchObject({ event: "update", payload: { account: { acct: ben.username } } });
  expect(id).not.toBe("");
  const seen = new Set([home.value?.event]);
  while (!seen.has("notification") || !seen.has("update")) seen.add((await homes.next()).value?.event);
  user.unsubscribe();
  streaming.close();
}, 30_000);

it("works with megalodon: updates, edits, deletions, notifications", async () => {
  const [cy, dee] = [await rig.person("cy"), await rig.person("dee")];
  await rig.follow(cy, dee);
  const client = generator("mastodon", rig.origin, cy.token);
  const socket = await client.userStreaming();
  const heard = {
    update: [] as string[],
    edited: [] as string[],
    gone: [] as string[],
    told: [] as string[],
  };
  socket.on("update", (status: Entity.Status) => heard.update.push(status.id));
  socket.on("status_update", (status: Entity.Status) => heard.edited.push(status.id));
  socket.on("delete", (id: string) => heard.gone.push(id));
  socket.on("notification", (notification: Entity.Notification) => heard.told.push(notification.type));
  await new Promise<void>((resolve) => socket.on("connect", () => resolve()));
  const { body } = await dee.post("/api/v1/statuses", { status: `@${cy.username} hello` });
  await expect.poll(() => heard.update, { timeout: 10_000 }).toEqual([body.id]);
  await dee.put(`/api/v1/statuses/${body.id}`, { status: `@${cy.username} goodbye` });
  await expect.poll(() => heard.edited, { timeout: 10_000 }).toEqual([body.id]);
  await dee.delete(`/api/v1/statuses/${body.id}`);
  await expect.poll(() => heard.gone, { timeout: 10_000 }).toEqual([body.id]);
  expect(heard.told).toContain("mention");
  socket.stop();
}, 30_000);

const PYTHON = "/usr/lib/python3/dist-packages/mastodon";

const script = `
import sys, threading
from mastodon import Mastodon, StreamListener
origin, token, other = sys.argv[1:]
heard = []
ready = threading.Event()
done = threading.Event()
class Listener(StreamListener):
    def handle_heartbeat(self): ready.set()
    def on_update(self, status):
        heard.append("update " + status["account"]["acct"])
        if len(heard) >= 2: done.set()
    def on_notification(self, notification):
        heard.append("notification " + notification["type"])
        if len(heard) >= 2: done.set()
client = Mastodon(access_token=token, api_base_url=origin, version_check_mode="none")
stream = client.stream_user(Listener(), run_async=True)
ready.wait(10)
me = client.account_verify_credentials()["acct"]
Mastodon(access_token=other, api_base_url=origin, version_check_mode="none").status_post("@" + me + " hello")
done.wait(10)
stream.close()
print("\\n".join(sorted(heard)))
`;

it.skipIf(!existsSync(PYTHON))(
  "works with Mastodon.py: server-sent events",
  async () => {
    const [eve, fay] = [await rig.person("eve"), await rig.person("fay")];
    await rig.follow(eve, fay);
    const { stdout } = await promisify(execFile)("/usr/bin/python3", [
      "-c",
      script,
      rig.origin,
      eve.token,
      fay.token,
    ]);
    expect(stdout.trim().split("\n")).toEqual(["notification mention", `update ${fay.username}`]);
  },
  60_000,
);
