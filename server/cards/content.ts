/** What a preview card says, all of it bounded and free of markup. */
export interface CardContent {
  type: "link" | "photo" | "video";
  title: string;
  description: string;
  /** BCP 47. */
  language: string | null;
  authorName: string;
  authorUrl: string;
  providerName: string;
  providerUrl: string;
  /** One iframe by `frame.ts`, or empty. */
  html: string;
  /** Pixels, of the player or the image; 0 when unknown. */
  width: number;
  height: number;
  imageUrl: string | null;
  imageAlt: string;
  /** Of a photo: the picture itself. */
  embedUrl: string;
  publishedAt: Date | null;
  isArticle: boolean;
}
