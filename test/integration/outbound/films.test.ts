import { beforeEach, describe, expect, it } from "vitest";
import { buildActivities } from "#federation/outbound.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { refusedVideo } from "#test/support/peertube.ts";
import {
  emptyWorld,
  id,
  localAccount,
  now,
  portsOf,
  postBy,
  remoteAccount,
  uris,
  type World,
} from "./rig.ts";

const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
const film: Medium = {
  ...{ kind: "video", url: "https://home.example/files/1.mp4", mediaType: "video/mp4", alt: null },
  ...{ width: 640, height: 360, size: 900, duration: 3, previewUrl: "https://home.example/files/1.jpg" },
  ...{ blurhash: null, focalPoint: null, sensitive: false },
};
const followers = "https://f.example/inbox";
const tube = "https://tube.example/inbox";

let world: World;
beforeEach(() => {
  world = emptyWorld();
  world.accounts = [ana, bob];
  world.followerInboxes = [followers];
  world.channelInboxes = [tube];
});

const post = (media: Medium[], more = {}) =>
  postBy(ana, id(1), "public", [], { media, publishedAt: now, ...more });
const built = (kind: "post.created" | "post.edited" | "post.deleted") =>
  buildActivities(portsOf(world).deps, id(9), { kind, postId: id(1) });

describe("the film of a post", () => {
  it("is sent as a Video to who follows the channel, and its post as ever to who follows the person", async () => {
    world.posts = [post([film])];
    const [note, video, ...rest] = await built("post.created");
    expect(rest).toEqual([]);
    expect(note).toMatchObject({ audience: [followers], document: { object: { type: "Note" } } });
    expect(video).toMatchObject({
      audience: [tube],
      sender: ana,
      isPublic: true,
      document: { type: "Create", actor: ana.iri, object: { type: "Video", id: uris.video(id(1)) } },
    });
    expect(refusedVideo(video?.document.object as object & { [name: string]: unknown })).toBeNull();
    expect((await built("post.created"))[1]?.document.id).toBe(video?.document.id);
  });

  it("is updated with it, and deleted when an edit takes it away", async () => {
    world.posts = [post([film], { updatedAt: now })];
    expect((await built("post.edited"))[1]).toMatchObject({
      audience: [tube],
      document: { type: "Update", object: { type: "Video", updated: now.toISOString() } },
    });
    world.posts = [post([], { updatedAt: now })];
    expect((await built("post.edited"))[1]).toMatchObject({
      audience: [tube],
      document: { type: "Delete", object: { type: "Tombstone", id: uris.video(id(1)) } },
    });
  });

  it("is deleted with it, though the post does not tell any more that it had one", async () => {
    world.posts = [{ ...post([]), deletedAt: now }];
    const [ofPost, ofFilm] = await built("post.deleted");
    expect(ofPost?.audience).toEqual([followers]);
    expect(ofFilm).toMatchObject({
      audience: [tube],
      document: { type: "Delete", actor: ana.iri, object: { id: uris.video(id(1)) } },
    });
  });

  it("is told to nobody when nobody follows the channel, when there is none, or when not everybody may see it", async () => {
    world.posts = [post([])];
    expect(await built("post.created")).toHaveLength(1);
    world.posts = [postBy(ana, id(1), "followers", [], { media: [film], publishedAt: now })];
    expect(await built("post.created")).toHaveLength(1);
    expect(await built("post.edited")).toHaveLength(1);
    world.channelInboxes = [];
    world.posts = [post([film])];
    expect(await built("post.created")).toHaveLength(1);
  });

  it("is not sent to a host that the domain policy refuses", async () => {
    world.posts = [post([film])];
    world.refusedHosts.push("tube.example");
    expect(await built("post.created")).toHaveLength(1);
  });
});
