import type { EvidencePort, IsKnown, SeenMedium, Snapshot } from "#moderation/evidence/port.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { Ctx, Tx } from "../context.ts";
import { fileOfUrl } from "../files/address.ts";
import { holdFiles } from "../files/hold.ts";
import { readAccountAsSeen, readPostAsSeen, readThreadAsSeen } from "./views.ts";

const MOST_MEDIA = 20;

type Deps = Pick<Ctx, "uris">;

/** What this node sees of what was reported, in the transaction of the report. */
export function evidencePort(ctx: Deps, tx: Tx): EvidencePort {
  return { look: (_, ...asked) => look(ctx, tx, ...asked), hold: () => holdFiles(tx) };
}

async function look(
  ctx: Deps,
  tx: Tx,
  { kind, id, accountId }: Subject,
  isKnown: IsKnown,
): Promise<Snapshot | null> {
  const post = kind === "post" && id !== null ? await readPostAsSeen(tx, id) : null;
  if (post !== null && isKnown(post.content)) return null;
  const account = accountId === null ? null : await readAccountAsSeen(tx, accountId);
  const profile =
    account === null ? [] : [{ kind: "account" as const, iri: account.iri, content: account.content }];
  if (kind === "account" && account !== null) {
    if (isKnown(account.content)) return null;
    const pictures = account.pictures.flatMap((url) => (url === null ? [] : [seenFile(ctx, url, {})]));
    return { items: profile, media: pictures };
  }
  if (post === null || id === null) return account === null ? null : { items: profile, media: [] };
  const { above, replies } = await readThreadAsSeen(tx, id);
  const thread =
    above.length + replies.length > 0
      ? [{ kind: "thread" as const, iri: post.iri, content: { above, replies } }]
      : [];
  return {
    items: [{ kind: "post", iri: post.iri, content: post.content }, ...profile, ...thread],
    media: post.media.slice(0, MOST_MEDIA).flatMap((medium) => seenMedium(ctx, medium) ?? []),
  };
}

function seenMedium(ctx: Deps, { url, kind, alt, width, height, mediaType, sensitive }: Medium) {
  return url === "" ? null : seenFile(ctx, url, { kind, alt, width, height, mediaType, sensitive });
}

function seenFile(ctx: Deps, url: string, about: Record<string, unknown>): SeenMedium {
  const file = fileOfUrl(ctx.uris, url);
  return {
    url,
    file: file?.name ?? null,
    sha256: file?.sha256 ?? null,
    mediaType: file?.mediaType ?? null,
    size: null,
    about,
  };
}
