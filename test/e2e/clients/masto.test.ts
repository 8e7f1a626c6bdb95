import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient, type mastodon } from "masto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "#test/e2e/people.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { authorizeInBrowser, OUT_OF_BAND, owner, PASSWORD } from "./sign-in.ts";

/** masto.js 8, the client library of web apps such as Elk, uses every group of methods it has against a node. */
let node: NodeProcess;
let ana: mastodon.rest.Client;
let ben: mastodon.rest.Client;
let anaAccount: mastodon.v1.CredentialAccount;
let benAccount: mastodon.v1.CredentialAccount;
let anaToken: string;
const scopes = "read write follow push profile admin:read admin:write";

beforeAll(async () => {
  node = await startNodeProcess({ env: { REGISTRATION: "open", RATE_LIMIT: "0" } });
  await owner(node, "ana");
  const anonymous = createRestAPIClient({ url: node.origin });
  const app = await anonymous.v1.apps.create({ clientName: "Masto", redirectUris: OUT_OF_BAND, scopes });
  const oauth = createOAuthAPIClient({ url: node.origin });
  const client = {
    clientId: app.clientId ?? "",
    clientSecret: app.clientSecret ?? "",
    redirectUri: OUT_OF_BAND,
  };
  const code = await authorizeInBrowser(node, { ...client, scope: scopes, username: "ana" });
  const signedIn = await oauth.token.create({ grantType: "authorization_code", ...client, code });
  anaToken = signedIn.accessToken;
  ana = createRestAPIClient({ url: node.origin, accessToken: anaToken });
  const own = await oauth.token.create({
    grantType: "client_credentials",
    ...client,
    scope: "read write follow push",
  });
  const asApp = createRestAPIClient({ url: node.origin, accessToken: own.accessToken });
  expect((await asApp.v1.apps.verifyCredentials()).name).toBe("Masto");
  const registered = await asApp.v1.accounts.create({
    username: "ben",
    email: "ben@example.org",
    password: PASSWORD,
    agreement: true,
    locale: "en",
  });
  ben = createRestAPIClient({ url: node.origin, accessToken: registered.accessToken });
  anaAccount = await ana.v1.accounts.verifyCredentials();
  benAccount = await ben.v1.accounts.verifyCredentials();
}, 90_000);
afterAll(() => node?.close());

describe("accounts", () => {
  it("edits a profile and reads it again", async () => {
    const updated = await ana.v1.accounts.updateCredentials({
      displayName: "Ana",
      note: "Tea & #gardens",
      locked: false,
      discoverable: true,
      fieldsAttributes: [{ name: "Web", value: "https://example.org" }],
      source: { privacy: "unlisted", language: "en", sensitive: false },
    });
    expect(updated.displayName).toBe("Ana");
    expect(updated.source.privacy).toBe("unlisted");
    expect(updated.fields[0]?.name).toBe("Web");
    await ana.v1.accounts.updateCredentials({ source: { privacy: "public" } });
    const profile = await ana.v1.profile.fetch();
    expect(profile.displayName).toBe("Ana");
  });

  it("follows, mutes, blocks, notes, endorses and lets go", async () => {
    const select = ana.v1.accounts.$select(benAccount.id);
    expect((await select.follow({ reblogs: true, notify: true })).following).toBe(true);
    expect((await select.note.create({ comment: "from the market" })).note).toBe("from the market");
    expect((await select.endorse()).endorsed).toBe(true);
    expect((await ana.v1.endorsements.list())[0]?.id).toBe(benAccount.id);
    expect((await ana.v1.accounts.$select(anaAccount.id).endorsements.list())[0]?.id).toBe(benAccount.id);
    expect((await select.unendorse()).endorsed).toBe(false);
    expect((await select.mute({ duration: 60 })).muting).toBe(true);
    expect((await ana.v1.mutes.list())[0]?.id).toBe(benAccount.id);
    expect((await select.unmute()).muting).toBe(false);
    expect((await ana.v1.accounts.$select(anaAccount.id).following.list())[0]?.id).toBe(benAccount.id);
    expect((await select.followers.list())[0]?.id).toBe(anaAccount.id);
    const [relationship] = await ana.v1.accounts.relationships.fetch({ id: [benAccount.id] });
    expect(relationship?.notifying).toBe(true);
    expect((await select.block()).blocking).toBe(true);
    expect((await ana.v1.blocks.list())[0]?.id).toBe(benAccount.id);
    expect((await select.unblock()).blocking).toBe(false);
    expect((await select.follow()).following).toBe(true);
    expect(await ben.v1.accounts.$select(anaAccount.id).removeFromFollowers()).toBeTruthy();
    expect((await select.follow()).following).toBe(true);
  });

  it("finds accounts", async () => {
    expect((await ana.v1.accounts.lookup({ acct: "ben" })).id).toBe(benAccount.id);
    expect((await ana.v1.accounts.search.list({ q: "ben" }))[0]?.id).toBe(benAccount.id);
    expect((await ana.v1.accounts.fetch({ id: [benAccount.id] }))[0]?.id).toBe(benAccount.id);
    expect((await ana.v1.accounts.$select(benAccount.id).fetch()).username).toBe("ben");
    expect(await ana.v1.accounts.$select(benAccount.id).identityProofs.list()).toEqual([]);
    expect((await ana.v1.directory.list({ local: true })).map(({ id }) => id)).toContain(anaAccount.id);
    expect(Array.isArray(await ana.v2.suggestions.list())).toBe(true);
    expect(Array.isArray(await ana.v1.accounts.familiarFollowers.fetch([benAccount.id]))).toBe(true);
    expect((await ana.v1.preferences.fetch())["posting:default:visibility"]).toBe("public");
  });

  it("accepts and rejects who asks to follow", async () => {
    await ben.v1.accounts.updateCredentials({ locked: true });
    await ana.v1.accounts.$select(benAccount.id).unfollow();
    expect((await ana.v1.accounts.$select(benAccount.id).follow()).requested).toBe(true);
    expect((await ben.v1.followRequests.list())[0]?.id).toBe(anaAccount.id);
    expect((await ben.v1.followRequests.$select(anaAccount.id).authorize()).followedBy).toBe(true);
    await ben.v1.accounts.updateCredentials({ locked: false });
  });

  it("blocks a domain", async () => {
    await ana.v1.domainBlocks.create({ domain: "spam.example" });
    expect(await ana.v1.domainBlocks.list()).toEqual(["spam.example"]);
    await ana.v1.domainBlocks.remove({ domain: "spam.example" });
    expect(await ana.v1.domainBlocks.list()).toEqual([]);
  });
});

describe("statuses", () => {
  it("posts, edits, reads the history and deletes", async () => {
    const status = await ana.v1.statuses.create({
      status: "Good mornig #Tea",
      visibility: "public",
      spoilerText: "breakfast",
      language: "en",
    });
    const select = ana.v1.statuses.$select(status.id);
    expect(status.application?.name).toBe("Masto");
    expect((await select.source.fetch()).text).toBe("Good mornig #Tea");
    expect((await select.update({ status: "Good morning #Tea" })).content).toContain("Good morning");
    expect(await select.history.list()).toHaveLength(2);
    expect((await ana.v1.statuses.fetch({ id: [status.id] }))[0]?.id).toBe(status.id);
    const deleted = await select.remove();
    expect(deleted.text).toBe("Good morning #Tea");
    await expect(select.fetch()).rejects.toThrow();
  });

  it("answers, likes, boosts, bookmarks, pins and mutes", async () => {
    const status = await ben.v1.statuses.create({ status: "Who brings the cups?" });
    const select = ana.v1.statuses.$select(status.id);
    const answer = await ana.v1.statuses.create({ status: "@ben I do", inReplyToId: status.id });
    expect((await select.context.fetch()).descendants[0]?.id).toBe(answer.id);
    expect((await select.favourite()).favourited).toBe(true);
    expect((await select.favouritedBy.list())[0]?.id).toBe(anaAccount.id);
    expect((await ana.v1.favourites.list())[0]?.id).toBe(status.id);
    expect((await select.unfavourite()).favourited).toBe(false);
    const boost = await select.reblog();
    expect(boost.reblog?.id).toBe(status.id);
    expect((await select.rebloggedBy.list())[0]?.id).toBe(anaAccount.id);
    expect((await select.unreblog()).reblogged).toBe(false);
    expect((await select.bookmark()).bookmarked).toBe(true);
    expect((await ana.v1.bookmarks.list())[0]?.id).toBe(status.id);
    expect((await select.unbookmark()).bookmarked).toBe(false);
    expect((await select.mute()).muted).toBe(true);
    expect((await select.unmute()).muted).toBe(false);
    const own = ben.v1.statuses.$select(status.id);
    expect((await own.pin()).pinned).toBe(true);
    expect((await ana.v1.accounts.$select(benAccount.id).statuses.list({ pinned: true }))[0]?.id).toBe(
      status.id,
    );
    expect((await own.unpin()).pinned).toBe(false);
    await expect(select.translate({ lang: "de" })).rejects.toThrow();
  });

  it("quotes, and takes the consent back", async () => {
    const quoted = await ben.v1.statuses.create({ status: "Say it with me" });
    const quote = await ana.v1.statuses.create({ status: "Indeed", quotedStatusId: quoted.id });
    expect(quote.quote?.state).toBe("accepted");
    expect((await ben.v1.statuses.$select(quoted.id).quotes.list())[0]?.id).toBe(quote.id);
  });

  it("asks in a poll, votes, and sees the result", async () => {
    const status = await ana.v1.statuses.create({
      status: "Black or green?",
      poll: { options: ["black", "green"], expiresIn: 3600 },
    });
    const poll = await ben.v1.polls.$select(status.poll?.id ?? "").votes.create({ choices: [1] });
    expect(poll.voted).toBe(true);
    expect(poll.options[1]?.votesCount).toBe(1);
    expect((await ana.v1.polls.$select(poll.id).fetch()).votesCount).toBe(1);
  });

  it("schedules a post, moves it and cancels it", async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const scheduled = await ana.v1.statuses.create({ status: "later", scheduledAt: inHours(1) });
    const select = ana.v1.scheduledStatuses.$select(scheduled.id);
    expect((await ana.v1.scheduledStatuses.list())[0]?.id).toBe(scheduled.id);
    const moved = await select.update({ scheduledAt: inHours(2) });
    expect(new Date(moved.scheduledAt).getTime()).toBeGreaterThan(Date.now() + 5_400_000);
    await select.remove();
    expect(await ana.v1.scheduledStatuses.list()).toEqual([]);
  });
});

describe("timelines and around", () => {
  it("reads and pages the timelines", async () => {
    for (const text of ["one #kettle", "two #kettle", "three #kettle"])
      await ben.v1.statuses.create({ status: text });
    const pages: string[] = [];
    for await (const page of ana.v1.timelines.home.list({ limit: 2 })) {
      pages.push(...page.map(({ content }) => content));
      if (pages.length >= 4) break;
    }
    expect(pages[0]).toContain("three");
    expect((await ana.v1.timelines.public.list({ local: true }))[0]?.content).toContain("three");
    expect(await ana.v1.timelines.tag.$select("kettle").list()).toHaveLength(3);
    await expect(ana.v1.timelines.link.list({ url: "https://example.org/" })).rejects.toThrow(
      "Record not found",
    );
  });

  it("keeps lists", async () => {
    const list = await ana.v1.lists.create({ title: "Friends", exclusive: false });
    const select = ana.v1.lists.$select(list.id);
    await select.accounts.create({ accountIds: [benAccount.id] });
    expect((await select.accounts.list())[0]?.id).toBe(benAccount.id);
    expect((await ana.v1.timelines.list.$select(list.id).list())[0]?.account.id).toBe(benAccount.id);
    expect((await ana.v1.accounts.$select(benAccount.id).lists.list())[0]?.id).toBe(list.id);
    expect((await select.update({ title: "Old friends" })).title).toBe("Old friends");
    await select.accounts.remove({ accountIds: [benAccount.id] });
    await select.remove();
    expect(await ana.v1.lists.list()).toEqual([]);
  });

  it("remembers how far it has read", async () => {
    const [newest] = await ana.v1.timelines.home.list({ limit: 1 });
    await ana.v1.markers.create({ home: { lastReadId: newest?.id ?? "" } });
    expect((await ana.v1.markers.fetch({ timeline: ["home"] })).home?.lastReadId).toBe(newest?.id);
  });

  it("filters", async () => {
    const filter = await ana.v2.filters.create({
      title: "spoons",
      context: ["home", "public"],
      filterAction: "warn",
      keywordsAttributes: [{ keyword: "spoon", wholeWord: true }],
    });
    await ben.v1.statuses.create({ status: "a spoon" });
    const [status] = await ana.v1.timelines.home.list({ limit: 1 });
    expect(status?.filtered?.[0]?.filter.title).toBe("spoons");
    const select = ana.v2.filters.$select(filter.id);
    const keyword = await select.keywords.create({ keyword: "fork" });
    expect((await select.keywords.list()).map((each) => each.keyword)).toEqual(["spoon", "fork"]);
    await ana.v2.filters.keywords.$select(keyword.id).remove();
    const hidden = await select.statuses.create({ statusId: status?.id ?? "" });
    expect((await select.statuses.list())[0]?.id).toBe(hidden.id);
    await ana.v2.filters.statuses.$select(hidden.id).remove();
    expect((await select.update({ title: "cutlery" })).title).toBe("cutlery");
    expect((await ana.v1.filters.list())[0]?.phrase).toBe("spoon");
    await select.remove();
    expect(await ana.v2.filters.list()).toEqual([]);
  });

  it("follows and features hashtags", async () => {
    expect((await ana.v1.tags.$select("kettle").follow()).following).toBe(true);
    expect((await ana.v1.followedTags.list())[0]?.name).toBe("kettle");
    expect((await ana.v1.tags.$select("kettle").fetch()).history).toHaveLength(7);
    await ana.v1.tags.$select("kettle").unfollow();
    const featured = await ana.v1.featuredTags.create({ name: "kettle" });
    expect((await ben.v1.accounts.$select(anaAccount.id).featuredTags.list())[0]?.name).toBe("kettle");
    expect(Array.isArray(await ana.v1.featuredTags.suggestions.list())).toBe(true);
    await ana.v1.featuredTags.$select(featured.id).remove();
    expect(await ana.v1.featuredTags.list()).toEqual([]);
  });

  it("converses", async () => {
    await ben.v1.statuses.create({ status: "@ana between us", visibility: "direct" });
    const [conversation] = await ana.v1.conversations.list();
    expect(conversation?.unread).toBe(true);
    expect((await ana.v1.conversations.$select(conversation?.id ?? "").read()).unread).toBe(false);
    await ana.v1.conversations.$select(conversation?.id ?? "").remove();
    expect(await ana.v1.conversations.list()).toEqual([]);
  });

  it("reads what is trending, announced and known of the node", async () => {
    expect(Array.isArray(await ana.v1.trends.tags.list())).toBe(true);
    expect(Array.isArray(await ana.v1.trends.statuses.list())).toBe(true);
    expect(Array.isArray(await ana.v1.trends.links.list())).toBe(true);
    expect(Array.isArray(await ana.v1.announcements.list())).toBe(true);
    expect(Array.isArray(await ana.v1.customEmojis.list())).toBe(true);
    const [old, now] = await Promise.all([ana.v1.instance.fetch(), ana.v2.instance.fetch()]);
    expect(old.uri).toBe(node.host);
    expect(now.domain).toBe(node.host);
    expect(now.version).toMatch(/^4\.\d+\.\d+ /);
    expect(Array.isArray(await ana.v1.instance.peers.list())).toBe(true);
    expect(await ana.v1.instance.activity.list()).toHaveLength(12);
    expect(Array.isArray(await ana.v1.instance.domainBlocks.fetch())).toBe(true);
    expect((await ana.v1.instance.extendedDescription.fetch()).content).toBeTypeOf("string");
    expect(await ana.v1.instance.translationLanguages.list()).toEqual({});
  });
});

describe("notifications", () => {
  it("lists them, one by one and in groups, and dismisses them", async () => {
    const status = await ana.v1.statuses.create({ status: "Look" });
    await ben.v1.statuses.$select(status.id).favourite();
    const [notice] = await ana.v1.notifications.list({ types: ["favourite"] });
    expect(notice?.status?.id).toBe(status.id);
    expect((await ana.v1.notifications.$select(notice?.id ?? "").fetch()).type).toBe("favourite");
    const grouped = await ana.v2.notifications.list({ types: ["favourite"] });
    const [group] = grouped.notificationGroups;
    expect(group).toMatchObject({ statusId: status.id, notificationsCount: 1 });
    expect((await ana.v2.notifications.$select(group?.groupKey ?? "").accounts.fetch())[0]?.id).toBe(
      benAccount.id,
    );
    expect((await ana.v2.notifications.unreadCount.fetch()).count).toBeGreaterThan(0);
    await ana.v1.notifications.$select(notice?.id ?? "").dismiss();
    await ana.v1.notifications.clear();
    expect(await ana.v1.notifications.list()).toEqual([]);
  });

  it("sets strangers' notifications aside", async () => {
    const policy = await ana.v2.notifications.policy.update({ forNotFollowing: "filter" });
    expect(policy.forNotFollowing).toBe("filter");
    await ana.v1.accounts.$select(benAccount.id).unfollow();
    await ben.v1.statuses.create({ status: "@ana psst" });
    await eventually(async () => {
      expect((await ana.v1.notifications.requests.list())[0]?.account.id).toBe(benAccount.id);
    });
    const [request] = await ana.v1.notifications.requests.list();
    await ana.v1.notifications.requests.$select(request?.id ?? "").accept();
    await eventually(async () => {
      expect((await ana.v1.notifications.requests.merged.fetch()).merged).toBe(true);
    });
    expect((await ana.v1.notifications.list())[0]?.status?.content).toContain("psst");
    await ana.v2.notifications.policy.update({ forNotFollowing: "accept" });
  });

  it("subscribes to push", async () => {
    const keys = {
      p256dh: "BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8=",
      auth: "cgVIsIFRj_sFcHBh1g6CqA==",
    };
    const subscription = await ana.v1.push.subscription.create({
      subscription: { endpoint: "https://push.example.org/1", keys },
      data: { alerts: { mention: true } },
      policy: "all",
    });
    expect(subscription.serverKey).toBeTypeOf("string");
    expect((await ana.v1.push.subscription.fetch()).endpoint).toBe("https://push.example.org/1");
    await ana.v1.push.subscription.remove();
  });
});

describe("search and reports", () => {
  it("finds accounts, hashtags and its own posts", async () => {
    await ana.v1.statuses.create({ status: "A samovar is no kettle #samovars" });
    await eventually(async () => {
      const found = await ana.v2.search.list({ q: "samovar" });
      expect(found.statuses[0]?.content).toContain("samovar");
      expect(found.hashtags.map(({ name }) => name)).toContain("samovars");
    });
    const resolved = await ana.v2.search.list({ q: benAccount.url, resolve: true, type: "accounts" });
    expect(resolved.accounts[0]?.id).toBe(benAccount.id);
  });

  it("reports somebody, and a moderator deals with it", async () => {
    // Nobody deals with what is about themselves.
    const report = await ana.v1.reports.create({
      accountId: benAccount.id,
      comment: "too much tea",
      category: "other",
    });
    expect(report.actionTaken).toBe(false);
    const [open] = await ana.v1.admin.reports.list();
    expect(open?.id).toBe(report.id);
    const select = ana.v1.admin.reports.$select(report.id);
    expect((await select.assignToSelf()).assignedAccount?.id).toBe(anaAccount.id);
    await select.unassign();
    expect((await select.resolve()).actionTaken).toBe(true);
    expect((await select.reopen()).actionTaken).toBe(false);
  });
});

describe("administration", () => {
  it("lists and limits accounts", async () => {
    const [found] = await ana.v1.admin.accounts.list({ username: "ben" });
    expect(found?.email).toBe("ben@example.org");
    const select = ana.v1.admin.accounts.$select(benAccount.id);
    await select.action.create({ type: "silence" });
    expect((await select.fetch()).silenced).toBe(true);
    expect((await select.unsilence()).silenced).toBe(false);
  });

  it("keeps rules about domains, addresses and e-mail", async () => {
    const block = await ana.v1.admin.domainBlocks.create({ domain: "bad.example", severity: "silence" });
    expect(
      (await ana.v1.admin.domainBlocks.$select(block.id).update({ severity: "suspend" } as never)).severity,
    ).toBe("suspend");
    await ana.v1.admin.domainBlocks.$select(block.id).remove();
    const allow = await ana.v1.admin.domainAllows.create({ domain: "good.example" });
    await ana.v1.admin.domainAllows.$select(allow.id).remove();
    const email = await ana.v1.admin.emailDomainBlocks.create({ domain: "throwaway.example" });
    await ana.v1.admin.emailDomainBlocks.$select(email.id).remove();
    const address = await ana.v1.admin.ipBlocks.create({ ip: "203.0.113.0/24", severity: "sign_up_block" });
    await ana.v1.admin.ipBlocks.$select(address.id).remove();
    const canonical = await ana.v1.admin.canonicalEmailBlocks.create({ email: "x@example.org" } as never);
    await ana.v1.admin.canonicalEmailBlocks.$select(canonical.id).remove();
  });

  it("measures", async () => {
    const period = { startAt: "2026-01-01", endAt: "2026-12-31" };
    const [measure] = await ana.v1.admin.measures.create({ keys: ["new_users"], ...period });
    expect(measure?.key).toBe("new_users");
    expect((await ana.v1.admin.dimensions.create({ keys: ["software_versions"], ...period })).length).toBe(1);
    expect(Array.isArray(await ana.v1.admin.retention.create({ ...period, frequency: "month" }))).toBe(true);
    expect(Array.isArray(await ana.v1.admin.trends.tags.list())).toBe(true);
  });
});

it("hears by streaming what happens, as it happens", async () => {
  const socket = createStreamingAPIClient({
    streamingApiUrl: (await ana.v2.instance.fetch()).configuration.urls.streaming,
    accessToken: anaToken,
  });
  await ana.v1.accounts.$select(benAccount.id).follow();
  const heard: string[] = [];
  const events = socket.user.subscribe();
  const listening = (async () => {
    for await (const event of events) {
      heard.push(event.event === "update" ? `update ${event.payload.content}` : event.event);
      if (
        heard.some((each) => each.includes("streamed")) &&
        heard.includes("notification") &&
        heard.includes("delete")
      )
        break;
    }
  })();
  await socket.prepare();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const status = await ben.v1.statuses.create({ status: "@ana streamed" });
  await eventually(async () => expect(heard.join()).toContain("streamed"));
  await ben.v1.statuses.$select(status.id).remove();
  await listening;
  socket.close();
});
