/** Collected payloads that are rightly refused, with the reason and why it is right. */
export const expectedRefusals: { reason: string; because: string; files: string[] }[] = [
  {
    reason: "document/bad-id",
    because: "the ids were blotted out by the software's own test suite",
    files: [
      "mbin/announce-create-entry-comment.json",
      "mbin/create-chatmessage-message.json",
      "mbin/create-page-entry-url-image.json",
      "mbin/create-page-entry.json",
      "mbin/update-group-magazine.json",
    ],
  },
  {
    reason: "activity/no-object",
    because: "the object's id was blotted out likewise",
    files: [
      "mbin/add-moderator.json",
      "mbin/announce-user-boost.json",
      "mbin/block-user.json",
      "mbin/flag-entry.json",
      "mbin/like-entry.json",
      "mbin/remove-pinned.json",
    ],
  },
  {
    reason: "account/bad-username",
    because: "a template whose {{placeholders}} were not filled in",
    files: ["akkoma/actor-person-template.json", "mastodon/actor-application-instance-template.json"],
  },
  {
    reason: "account/no-inbox",
    because: "an actor without an inbox cannot be followed, written to or told of anything",
    files: ["bridgy/actor-service-fed.json"],
  },
  {
    reason: "account/key-of-another",
    because: "a group that publishes the key of an account",
    files: ["gnusocial/actor-group-lf-group.json"],
  },
  {
    reason: "post/no-author",
    because: "catalogue entries and a fragment: nobody is named whose post it would be",
    files: [
      "funkwhale/album-docs.json",
      "funkwhale/audio-docs.json",
      "funkwhale/track-docs.json",
      "peertube/video-gts-fixture.json",
    ],
  },
  {
    reason: "document/unknown-type",
    because: "a record of a library catalogue, not something published",
    files: ["bookwyrm/work-5988.json"],
  },
];
