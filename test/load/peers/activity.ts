export interface GeneratedActor {
  readonly iri: string;
  readonly username: string;
  readonly publicKeyPem: string;
}

/** The contexts of a Mastodon Note, as its serializer writes them. */
const context = [
  "https://www.w3.org/ns/activitystreams",
  {
    ostatus: "http://ostatus.org#",
    atomUri: "ostatus:atomUri",
    inReplyToAtomUri: "ostatus:inReplyToAtomUri",
    conversation: "ostatus:conversation",
    sensitive: "as:sensitive",
    toot: "http://joinmastodon.org/ns#",
    votersCount: "toot:votersCount",
  },
];
const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

/** The actor's document, in the form of Mastodon's. */
export function actorDocument(actor: GeneratedActor): object {
  const { iri, username } = actor;
  return {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id: iri,
    type: "Person",
    preferredUsername: username,
    name: `Generated ${username}`,
    summary: "<p>Posts under load.</p>",
    url: iri,
    inbox: `${iri}/inbox`,
    outbox: `${iri}/outbox`,
    followers: `${iri}/followers`,
    following: `${iri}/following`,
    endpoints: { sharedInbox: new URL("/inbox", iri).href },
    manuallyApprovesFollowers: false,
    discoverable: true,
    published: "2024-03-01T00:00:00Z",
    publicKey: { id: `${iri}#main-key`, owner: iri, publicKeyPem: actor.publicKeyPem },
  };
}

/** A public post of about 50 words, as Mastodon sends it. Ids are distinct by `id`. */
export function createNote(actor: GeneratedActor, id: string, published: Date): object {
  const post = `${actor.iri}/statuses/${id}`;
  const followers = `${actor.iri}/followers`;
  const time = published.toISOString().replace(/\.\d+/, "");
  const html = `<p>Post ${id} of a generator. It is as long as people's posts tend to be: two or three sentences, now and then a link such as <a href="https://example.org/${id}" target="_blank" rel="nofollow noopener noreferrer"><span class="invisible">https://</span><span class="">example.org/${id}</span></a>.</p><p>A second paragraph says a little more about what was seen on the way to work this morning.</p>`;
  return {
    "@context": context,
    id: `${post}/activity`,
    type: "Create",
    actor: actor.iri,
    published: time,
    to: [PUBLIC],
    cc: [followers],
    object: {
      id: post,
      type: "Note",
      summary: null,
      inReplyTo: null,
      published: time,
      url: `${new URL(actor.iri).origin}/@${actor.username}/${id}`,
      attributedTo: actor.iri,
      to: [PUBLIC],
      cc: [followers],
      sensitive: false,
      atomUri: post,
      inReplyToAtomUri: null,
      conversation: `tag:example.org,2026-11-21:objectId=${id}:objectType=Conversation`,
      content: html,
      contentMap: { en: html },
      attachment: [],
      tag: [],
      replies: {
        id: `${post}/replies`,
        type: "Collection",
        first: {
          type: "CollectionPage",
          next: `${post}/replies?only_other_accounts=true&page=true`,
          partOf: `${post}/replies`,
          items: [],
        },
      },
    },
  };
}
