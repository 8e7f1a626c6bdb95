import generator, { detector, type Entity, type MegalodonInterface, type Response } from "megalodon";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { createBrowser } from "./forms.ts";
import { authorizeAt, owner, PASSWORD } from "./sign-in.ts";

/** megalodon 10, the client library of Whalebird and Fedistar, takes the node for a Mastodon. */
let node: NodeProcess;
let ana: MegalodonInterface;
let ben: MegalodonInterface;
let anaId: string;
let benId: string;

beforeAll(async () => {
  node = await startNodeProcess({ env: { REGISTRATION: "open", RATE_LIMIT: "0" } });
  await owner(node, "ana");
  const client = generator("mastodon", node.origin);
  const scopes = ["read", "write", "follow", "push"];
  const app = await client.registerApp("Megalodon", { scopes });
  const code = await authorizeAt(node, createBrowser(node.origin), app.url ?? "", "ana");
  const token = await client.fetchAccessToken(app.client_id, app.client_secret, code);
  ana = generator("mastodon", node.origin, token.access_token);
  const own = await fetch(`${node.origin}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: app.client_id,
      client_secret: app.client_secret,
      scope: "read write follow",
    }),
  });
  const { access_token } = (await own.json()) as { access_token: string };
  const asApp = generator("mastodon", node.origin, access_token);
  const registered = await asApp.registerAccount("ben", "ben@example.org", PASSWORD, true, "en");
  ben = generator("mastodon", node.origin, registered.data.access_token);
  anaId = (await ana.verifyAccountCredentials()).data.id;
  benId = (await ben.verifyAccountCredentials()).data.id;
}, 90_000);
afterAll(() => node?.close());

const data = async <T>(answer: Promise<Response<T>>): Promise<T> => (await answer).data;

async function post(who: MegalodonInterface, text: string): Promise<Entity.Status> {
  return (await data(who.postStatus(text))) as Entity.Status;
}

it("takes the node for a Mastodon", async () => {
  expect(await detector(node.origin)).toBe("mastodon");
  expect((await data(ana.verifyAppCredentials())).name).toBe("Megalodon");
});

describe("accounts", () => {
  it("reads and edits them", async () => {
    expect((await data(ana.updateCredentials({ display_name: "Ana", note: "tea" }))).display_name).toBe(
      "Ana",
    );
    expect((await data(ana.getAccount(benId))).username).toBe("ben");
    expect((await data(ana.lookupAccount("ben"))).id).toBe(benId);
    expect((await data(ana.searchAccount("ben"))).map(({ id }) => id)).toContain(benId);
    expect((await data(ana.getPreferences()))["posting:default:visibility"]).toBe("public");
    expect(Array.isArray(await data(ana.getIdentityProof(benId)))).toBe(true);
  });

  it("relates to them", async () => {
    expect((await data(ana.followAccount(benId))).following).toBe(true);
    expect((await data(ana.getAccountFollowing(anaId)))[0]?.id).toBe(benId);
    expect((await data(ana.getAccountFollowers(benId)))[0]?.id).toBe(anaId);
    expect((await data(ana.setAccountNote(benId, "from the market"))).note).toBe("from the market");
    expect((await data(ana.pinAccount(benId))).endorsed).toBe(true);
    expect((await data(ana.getEndorsements()))[0]?.id).toBe(benId);
    await ana.unpinAccount(benId);
    expect((await data(ana.muteAccount(benId, true))).muting).toBe(true);
    expect((await data(ana.getMutes()))[0]?.id).toBe(benId);
    await ana.unmuteAccount(benId);
    expect((await data(ana.blockAccount(benId))).blocking).toBe(true);
    expect((await data(ana.getBlocks()))[0]?.id).toBe(benId);
    await ana.unblockAccount(benId);
    await ana.unfollowAccount(benId);
    await ana.followAccount(benId);
    expect((await data(ana.getRelationship(benId))).following).toBe(true);
    expect(await data(ana.getRelationships([benId]))).toHaveLength(1);
    await ana.blockDomain("spam.example");
    expect(await data(ana.getDomainBlocks())).toEqual(["spam.example"]);
    await ana.unblockDomain("spam.example");
    await ana.updateCredentials({ locked: true });
    await ben.followAccount(anaId);
    expect((await data(ana.getFollowRequests()))[0]?.id).toBe(benId);
    expect((await data(ana.acceptFollowRequest(benId))).followed_by).toBe(true);
    await ana.updateCredentials({ locked: false });
    expect(Array.isArray(await data(ana.getSuggestions()))).toBe(true);
  });
});

describe("statuses", () => {
  it("posts, edits and deletes", async () => {
    const status = await post(ana, "Good mornig #Tea");
    expect((await data(ana.getStatusSource(status.id))).text).toBe("Good mornig #Tea");
    expect((await data(ana.editStatus(status.id, { status: "Good morning" }))).content).toContain("morning");
    expect((await data(ana.getStatus(status.id))).edited_at).not.toBeNull();
    await ana.deleteStatus(status.id);
    await expect(ana.getStatus(status.id)).rejects.toThrow();
  });

  it("does what one does with them", async () => {
    const { id } = await post(ben, "Who brings the cups?");
    await ana.postStatus("@ben I do", { in_reply_to_id: id });
    expect((await data(ana.getStatusContext(id))).descendants).toHaveLength(1);
    expect((await data(ana.favouriteStatus(id))).favourited).toBe(true);
    expect((await data(ana.getStatusFavouritedBy(id)))[0]?.id).toBe(anaId);
    expect((await data(ana.getFavourites()))[0]?.id).toBe(id);
    expect((await data(ana.unfavouriteStatus(id))).favourited).toBe(false);
    expect((await data(ana.reblogStatus(id))).reblog?.id).toBe(id);
    expect((await data(ana.getStatusRebloggedBy(id)))[0]?.id).toBe(anaId);
    expect((await data(ana.unreblogStatus(id))).reblogged).toBe(false);
    expect((await data(ana.bookmarkStatus(id))).bookmarked).toBe(true);
    expect((await data(ana.getBookmarks()))[0]?.id).toBe(id);
    await ana.unbookmarkStatus(id);
    expect((await data(ana.muteStatus(id))).muted).toBe(true);
    await ana.unmuteStatus(id);
    expect((await data(ben.pinStatus(id))).pinned).toBe(true);
    await ben.unpinStatus(id);
  });

  it("polls and schedules", async () => {
    const asked = (await data(
      ana.postStatus("Black or green?", { poll: { options: ["black", "green"], expires_in: 3600 } }),
    )) as Entity.Status;
    expect((await data(ben.votePoll(asked.poll?.id ?? "", [0]))).voted).toBe(true);
    expect((await data(ana.getPoll(asked.poll?.id ?? ""))).votes_count).toBe(1);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const scheduled = (await data(ana.postStatus("later", { scheduled_at: at }))) as Entity.ScheduledStatus;
    expect((await data(ana.getScheduledStatuses()))[0]?.id).toBe(scheduled.id);
    await ana.scheduleStatus(scheduled.id, new Date(Date.now() + 7_200_000).toISOString());
    expect((await data(ana.getScheduledStatus(scheduled.id))).id).toBe(scheduled.id);
    await ana.cancelScheduledStatus(scheduled.id);
  });
});

describe("timelines and around", () => {
  it("reads them", async () => {
    const { id } = await post(ben, "about #kettles");
    expect((await data(ana.getHomeTimeline()))[0]?.id).toBe(id);
    expect((await data(ana.getPublicTimeline()))[0]?.id).toBe(id);
    expect((await data(ana.getLocalTimeline()))[0]?.id).toBe(id);
    expect((await data(ana.getTagTimeline("kettles")))[0]?.id).toBe(id);
    expect((await data(ana.getAccountStatuses(benId)))[0]?.id).toBe(id);
    await ana.saveMarkers({ home: { last_read_id: id } });
    expect((await data(ana.getMarkers(["home"]))) as Entity.Marker).toHaveProperty("home.last_read_id", id);
  });

  it("keeps lists, filters and hashtags", async () => {
    const list = await data(ana.createList("Friends"));
    await ana.addAccountsToList(list.id, [benId]);
    expect((await data(ana.getAccountsInList(list.id)))[0]?.id).toBe(benId);
    expect((await data(ana.getListTimeline(list.id)))[0]?.account.id).toBe(benId);
    expect((await data(ana.getAccountLists(benId)))[0]?.id).toBe(list.id);
    expect((await data(ana.updateList(list.id, "Old friends"))).title).toBe("Old friends");
    await ana.deleteAccountsFromList(list.id, [benId]);
    await ana.deleteList(list.id);
    expect(await data(ana.getLists())).toEqual([]);
    const filter = await data(ana.createFilter("spoon", ["home"]));
    expect((await data(ana.getFilter(filter.id))).phrase).toBe("spoon");
    await ana.updateFilter(filter.id, "fork", ["home"]);
    expect((await data(ana.getFilters()))[0]?.phrase).toBe("fork");
    await ana.deleteFilter(filter.id);
    expect((await data(ana.followTag("kettles"))).following).toBe(true);
    expect((await data(ana.getFollowedTags()))[0]?.name).toBe("kettles");
    expect((await data(ana.unfollowTag("kettles"))).following).toBe(false);
    expect((await data(ana.getTag("kettles"))).name).toBe("kettles");
    const featured = await data(ana.createFeaturedTag("kettles"));
    expect(await data(ana.getFeaturedTags())).toHaveLength(1);
    await ana.deleteFeaturedTag(featured.id);
    expect(Array.isArray(await data(ana.getSuggestedTags()))).toBe(true);
  });

  it("converses", async () => {
    await ben.postStatus("@ana between us", { visibility: "direct" });
    const [conversation] = await data(ana.getConversationTimeline());
    expect(conversation?.unread).toBe(true);
    expect((await data(ana.readConversation(conversation?.id ?? ""))).unread).toBe(false);
    await ana.deleteConversation(conversation?.id ?? "");
  });

  it("is told, and clears what it was told", async () => {
    const { id } = await post(ana, "Look");
    await ben.favouriteStatus(id);
    const [notice] = await data(ana.getNotifications());
    expect(notice?.type).toBe("favourite");
    expect((await data(ana.getNotification(notice?.id ?? ""))).status?.id).toBe(id);
    await ana.dismissNotification(notice?.id ?? "");
    await ana.dismissNotifications();
    expect(await data(ana.getNotifications())).toEqual([]);
  });

  it("searches, reports, and subscribes to push", async () => {
    expect((await data(ana.search("ben", { type: "accounts" }))).accounts[0]?.id).toBe(benId);
    expect((await data(ben.report(anaId, { comment: "too much tea" }))).action_taken).toBe(false);
    const keys = {
      p256dh: "BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8=",
      auth: "cgVIsIFRj_sFcHBh1g6CqA==",
    };
    await ana.subscribePushNotification({ endpoint: "https://push.example.org/1", keys });
    expect((await data(ana.getPushSubscription())).endpoint).toBe("https://push.example.org/1");
    await ana.updatePushSubscription({ alerts: { mention: true } });
    await ana.deletePushSubscription();
  });

  it("knows the node", async () => {
    expect((await data(ana.getInstance())).uri).toContain(node.host);
    expect(await data(ana.getInstanceActivity())).toHaveLength(12);
    for (const list of [
      await data(ana.getInstancePeers()),
      await data(ana.getInstanceTrends()),
      await data(ana.getInstanceCustomEmojis()),
      await data(ana.getInstanceAnnouncements()),
    ])
      expect(Array.isArray(list)).toBe(true);
    expect((await data(ana.getInstanceDirectory({ local: true }))).length).toBeGreaterThan(0);
  });
});

it("hears by streaming what happens, as it happens", async () => {
  const socket = await ana.userStreaming();
  const heard: string[] = [];
  socket.on("update", (status: Entity.Status) => heard.push(status.content));
  socket.on("delete", (id: string) => heard.push(`gone ${id}`));
  await new Promise((resolve) => socket.on("connect", resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { id } = await post(ben, "streamed");
  await eventually(async () => expect(heard.join()).toContain("streamed"));
  await ben.deleteStatus(id);
  await eventually(async () => expect(heard).toContain(`gone ${id}`));
  socket.stop();
});
