import { z } from "zod";
import {
  type OwnView,
  type Reason,
  reasonsAgainst,
  reasonsFor,
  type Verdict,
  verdicts,
} from "#moderation/notes/note.ts";
import type { Uris } from "#protocol/ids/uris.ts";

export const verdictSchema = z.enum(verdicts as readonly [Verdict, ...Verdict[]]);
export const reasonSchema = z.enum([...reasonsFor, ...reasonsAgainst] as [Reason, ...Reason[]]);

export const noteSchema = z.object({
  id: z.string(),
  status_id: z.string(),
  url: z.string(),
  /** Its writer's alias; nobody learns whose it is. */
  author: z.string(),
  text: z.string(),
  sources: z.array(z.string()),
  why_no_source: z.string().nullable(),
  language: z.string().nullable(),
  state: z.enum(["needs-more", "helpful", "not-helpful"]),
  /** How many found what of it; null while it needs more, so that nobody follows the others. */
  ratings: z.object({ helpful: z.number(), somewhat: z.number(), not_helpful: z.number() }).nullable(),
  created_at: z.string(),
  state_at: z.string(),
  locked_at: z.string().nullable(),
  is_own: z.boolean(),
  own_rating: z.object({ rating: verdictSchema, reasons: z.array(reasonSchema) }).nullable(),
});

export function noteEntity(uris: Pick<Uris, "contextNote">, note: OwnView): z.input<typeof noteSchema> {
  const { ratings, ownRating } = note;
  return {
    id: note.id,
    status_id: note.postId,
    url: uris.contextNote(note.id),
    author: note.alias,
    text: note.text,
    sources: [...note.sources],
    why_no_source: note.whyNoSource,
    language: note.language,
    state: note.state,
    ratings:
      note.state === "needs-more"
        ? null
        : {
            helpful: ratings.helpful,
            somewhat: ratings.somewhat,
            not_helpful: ratings["not-helpful"],
          },
    created_at: note.createdAt.toISOString(),
    state_at: note.stateAt.toISOString(),
    locked_at: note.lockedAt?.toISOString() ?? null,
    is_own: note.isOwn ?? false,
    own_rating: ownRating && { rating: ownRating.verdict, reasons: [...ownRating.reasons] },
  };
}
