import type { Context } from "hono";
import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import { en } from "../messages/en.ts";
import { type Deps, readPublicPost } from "../public/reader.ts";
import type { ShownFiles } from "../public/shown-files.ts";
import { shown } from "./shown.ts";

const words = en;

/** A medium of a post of this node, as anybody may see it; null where there is none that a page shows. */
export interface ShownMedium {
  post: PostView;
  medium: Medium;
  /** Its place, from 1. */
  n: number;
  /** What it is called where nobody sees it: its description, or "Picture 2 of 3". */
  name: string;
}

export async function readMedium(c: Context, ctx: Deps, files: ShownFiles): Promise<ShownMedium | null> {
  const post = await readPublicPost(ctx, (c.req.param("name") ?? "").slice(1), c.req.param("post") ?? "");
  const n = Number(c.req.param("n"));
  const found = post?.media[n - 1];
  const medium = post === null || found === undefined ? null : shown(found, post.account, files);
  if (post === null || medium === null || medium.kind === "document") return null;
  return { post, medium, n, name: words.media.nth(medium.kind, n, post.media.length) };
}
