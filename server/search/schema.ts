import { boolean, customType, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What can be found of posts, apart from them, so that taking a post in does not wait for it. There is a row for each public
 * post whose author lets it be found, and for what accounts of this node wrote, were mentioned in or did something with:
 * see server/search/README.md.
 */
export const searchDocuments = pgTable(
  "search_documents",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Everybody may find it: a public post of an author who agrees. */
    isOpen: boolean("is_open").notNull(),
    /** Its words in the language's own forms, and once more as they are. */
    words: tsvector().notNull(),
    /** `media`, `image`, `poll`, `reply` ..., and `#tea` for each hashtag. */
    traits: text().array().notNull(),
    /** BCP 47, the first part. */
    language: text(),
  },
  (t) => [
    index("search_documents_words").using("gin", t.words),
    index("search_documents_account").on(t.accountId, t.postId),
  ],
);
