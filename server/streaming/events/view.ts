import type { MayQuote, PostView } from "../../posts/views/types.ts";
import type { Facts } from "../store/facts.ts";

/** What makes one viewer's view of a post another than that of nobody in particular. */
export interface Viewing {
  readonly viewerId: string;
  /** Undefined for who has done nothing with it. */
  readonly facts: Facts | undefined;
  readonly isFollower: boolean;
}

/** A post, loaded for nobody in particular, as one viewer sees it. */
export function viewOf(post: PostView, viewing: Viewing): PostView {
  const { facts } = viewing;
  return {
    ...post,
    viewer: {
      liked: facts?.liked ?? false,
      boosted: facts?.boosted ?? false,
      bookmarked: facts?.bookmarked ?? false,
      mutedConversation: facts?.mutedConversation ?? false,
      mayQuote: mayQuote(post, viewing),
    },
    poll: post.poll && { ...post.poll, chosen: facts?.chosen.toSorted((a, b) => a - b) ?? [] },
    reactions: post.reactions.map((reaction) => ({
      ...reaction,
      mine: facts?.reactions.includes(reaction.emoji) ?? false,
    })),
  };
}

/** As `mayQuote` of the posts' views says in SQL; a test compares what is streamed with what is read. */
function mayQuote(post: PostView, { viewerId, isFollower }: Viewing): MayQuote {
  const { visibility, quotePolicy, account } = post;
  if (visibility === "direct") return "denied";
  if (account.id === viewerId) return "automatic";
  if (visibility === "followers" || quotePolicy === "nobody") return "denied";
  if (quotePolicy === "public" || (quotePolicy === null && account.domain === null)) return "automatic";
  if (quotePolicy === null) return "unknown";
  return isFollower ? "automatic" : "denied";
}
