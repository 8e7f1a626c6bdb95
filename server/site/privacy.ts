/** What holds on every node because of how it is built. Whoever runs one should say more: who they are, and which law applies. */
export const usualPrivacy = {
  createdAt: new Date("2026-11-25T00:00:00Z"),
  source: `## What is stored

- **Your account**: the name and profile that you give, an e-mail address if you give one, and your password as a hash that it
  cannot be read from.
- **What you do here**: your posts, whom you follow, block and mute, what you like, boost and bookmark, your lists and
  filters.
- **Where you come from**: the addresses that you use the service from, once a day, for a year at most, and the names of the
  applications that you let in. They serve to protect your account and to keep abuse out.

## Who sees it

- **Public posts and your profile** can be read by anybody, and are sent to the servers of those who follow you and of those
  whom you mention. Other servers keep copies under their own rules.
- **Posts to followers and direct posts** are stored on this server and on those of the people they are for. They are not
  encrypted: whoever runs one of these servers could read them. Do not share secrets by them.
- **Whom you follow and who follows you** is public unless you hide it in your profile.
- **Blocks, mutes, bookmarks, lists and filters** are seen by nobody but you and whoever runs this server.

Nothing is sold or handed to advertisers, and pages of this server load nothing from others.

## How long it is kept

What you delete is removed here at once, and other servers that have copies are told to remove theirs. When you delete your
account, so is all that belongs to it; its name stays taken.

## Your rights

You can read, change, export and delete what is stored of you, in your settings or by asking whoever runs this server.
`,
};
