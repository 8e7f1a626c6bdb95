/** The words of the pages that anybody may read. */
export const shell = {
  skip: "Skip to the content",
  site: "Site",
  about: "About",
  transparency: "Transparency",
  privacy: "Privacy policy",
  report: "Report something",
  terms: "Terms of service",
  app: "Open the app",
  signIn: "Sign in",
  footer: "About this site",
};

export const front = {
  title: "Latest posts",
  what: "A community on the fediverse. What was written here lately:",
  join: "Make an account",
  empty: "Nothing yet.",
};

export const paging = {
  label: "More pages",
  older: "Older posts",
  newest: "Newest posts",
};

export const hashtag = {
  feed: "Feed of this hashtag",
  about: (tag: string) => `Public posts from here with #${tag}`,
};

export const profile = {
  posts: (count: number) => (count === 1 ? "1 post" : `${count} posts`),
  followers: (count: number) => (count === 1 ? "1 follower" : `${count} followers`),
  following: (count: number) => `${count} following`,
  joined: (when: Date) =>
    `Joined ${when.toLocaleString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" })}`,
  moved: "This account has moved to",
  memorial: "In memory of somebody who is no longer with us.",
  limited: "The moderators of this site have limited this account.",
  limitedShow: "Show its posts",
  follow: "To follow, search for this address where you have your account:",
  nothing: "No description yet.",
  verified: "Verified",
  verifiedOn: (when: Date) => `This link was checked on ${day(when)}`,
  tabs: { label: "What to show", posts: "Posts", replies: "Posts and replies", media: "Media" },
  pinned: "Pinned",
  feed: "Follow in a feed reader:",
  report: "Report this profile",
  summary: (counts: { posts: number; followers: number }) =>
    `${profile.posts(counts.posts)} · ${profile.followers(counts.followers)}`,
};

export const marks = {
  title: "Added by the moderators of this site",
  readersTitle: "Readers added context",
  bridged: "People who usually differ found this helpful.",
  bridgedAt: (peer: string) => `People of ${peer} who usually differ found this helpful.`,
  more: "About this note",
  earlier: "This note is about an earlier version of the post.",
  labels: (labels: readonly string[]) => `${labels.length === 1 ? "Label" : "Labels"}: ${labels.join(", ")}`,
  ofAccount: (labels: readonly string[]) => `labelled by the moderators of this site: ${labels.join(", ")}`,
};

export const post = {
  by: (name: string) => `Post by ${name}`,
  boosted: (name: string) => `${name} boosted`,
  answers: (username: string | null) =>
    username === null ? "In answer to a post" : `In answer to @${username}`,
  quotes: "Quotes",
  quoteGone: "Quotes a post that is not shown here.",
  edited: "edited",
  sensitive: "Sensitive content",
  warning: (warning: string) => `Content warning: ${warning}`,
  file: (kind: string) => `Attached ${kind}`,
  /** @param share of all votes, 0 to 1 */
  votes: (count: number, share: number) =>
    `${Math.round(share * 100)} % (${count === 1 ? "1 vote" : `${count} votes`})`,
  closes: (when: string) => `Open until ${when}`,
  closed: "Closed",
  report: "Report this post",
  addContext: "Add context",
  counts: ({ replies, boosts, likes }: { replies: number; boosts: number; likes: number }) =>
    [
      replies === 1 ? "1 answer" : `${replies} answers`,
      boosts === 1 ? "1 boost" : `${boosts} boosts`,
      likes === 1 ? "1 like" : `${likes} likes`,
    ].join(" · "),
  before: "What came before",
  after: "Answers",
  readAt: (site: string) => `Read it on ${site}`,
};

export const about = {
  title: "About",
  rules: "Rules",
  contact: "Contact",
  owner: "This site is run by",
  email: "By mail:",
  noContact: "Whoever runs this site has not said yet how to reach them.",
  documents: "Documents",
  decisions: "What panels of trustees have decided",
};

export const documents = {
  updated: (when: Date) => `Last changed on ${day(when)}`,
  effective: (date: string) => `In effect from ${day(new Date(`${date}T00:00:00Z`))}`,
  succeeded: (date: string) => `Newer terms hold from ${day(new Date(`${date}T00:00:00Z`))}.`,
  other: "Read them.",
};

export const nothing = {
  title: "There is nothing here",
  text: "It may have been deleted, is not public, or never was.",
  goneTitle: "This is gone",
  gonePost: "Its author has deleted this post.",
  goneAccount: "This account has been suspended or deleted.",
  home: "Read what is new here",
};

function day(when: Date): string {
  return when.toLocaleString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}
