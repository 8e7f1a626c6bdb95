export const filterContexts = ["home", "notifications", "public", "thread", "account"] as const;
export type FilterContext = (typeof filterContexts)[number];

export const filterActions = ["warn", "hide", "blur"] as const;
export type FilterAction = (typeof filterActions)[number];

export interface Keyword {
  id: string;
  keyword: string;
  /** Only where no word goes on before or after it. */
  wholeWord: boolean;
}

/** A post that a filter names. */
export interface FilteredPost {
  id: string;
  postId: string;
}

/** What an account wants to be warned of, or not to see. */
export interface Filter {
  id: string;
  title: string;
  contexts: FilterContext[];
  action: FilterAction;
  /** Null: never. */
  expiresAt: Date | null;
  keywords: Keyword[];
  posts: FilteredPost[];
}
