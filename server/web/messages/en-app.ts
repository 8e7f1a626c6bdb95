/** The words of the small client at /app. */
export const app = {
  title: "Home",
  noScript: "This page works with scripts only. Everything public can be read without them.",
  read: "Read what is new",
  welcome: "Sign in to read those you follow, and to write.",
  signIn: "Sign in",
  signOut: "Sign out",
  text: "What do you have to say?",
  visibility: "Who may read it",
  visibilities: {
    public: "Everybody",
    unlisted: "Everybody, but not in public timelines",
    followers: "My followers",
    direct: "Those I mention",
  },
  send: "Post",
  home: "Those you follow",
  empty: "Nothing yet. Follow somebody, or write.",
  more: "Show older posts",
  /** Said by the script. */
  said: {
    answer: "Answer",
    boost: "Boost",
    boosted: "boosted",
    like: "Like",
    keep: "Keep",
    sensitive: "Sensitive content",
    posted: "Posted.",
    heard: "{name} posted.",
    live: "Live",
    away: "Not connected; trying again.",
  },
};
