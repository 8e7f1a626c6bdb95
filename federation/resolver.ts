import { type Iri, parseIri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { typesOf } from "#protocol/vocab/json.ts";
import { accountKinds } from "#protocol/vocab/types.ts";
import type { KnownAccount, Ports } from "./ports.ts";
import type { RemoteDeps } from "./remote/deps.ts";
import { lookupHandle } from "./remote/webfinger.ts";
import { type AccountFetcher, createAccountFetcher, isFresh } from "./resolving/account.ts";
import { fetchPlain, type ResolvingPorts } from "./resolving/document.ts";
import { asResolveError, type FetchProblem, type ResolveError } from "./resolving/errors.ts";
import { findLocalAccount, isOurHost } from "./resolving/local.ts";
import { createOnce } from "./resolving/once.ts";
import { createPostFetcher, type FetchPost } from "./resolving/post.ts";
import { isUuid } from "./uuid.ts";

export type { ResolveError } from "./resolving/errors.ts";

export type ResolverPorts = ResolvingPorts & Pick<Ports, "handleHost">;

/** Finds accounts and posts, here first and then on the server that has them. */
export interface Resolver {
  /**
   * @param query `@ana@example.social`, `ana` (of this node), an actor's IRI or a profile page
   * @param options.fresh ask an account's server in any case, also when the account is known (a move is to be checked)
   * @example const found = await resolver.account("@ana@example.social"); // { ok: true, value: { id: "0190…" } }
   */
  account(query: string, options?: { fresh?: boolean }): Promise<Result<{ id: string }, ResolveError>>;
  /** @param query a post's IRI or web page, or the id of a post that is known here */
  post(query: string): Promise<Result<{ id: string }, ResolveError>>;
  /** An account by its IRI; see `AccountFetcher.fetch`. */
  fetchAccount: AccountFetcher["fetch"];
  /** Brings a post here that is not known yet; see `createPostFetcher`. */
  fetchPost: FetchPost;
}

/** Equal questions at the same time are one request, and no host is asked that the domain policy refuses. */
export function createResolver(ports: ResolverPorts, remote: RemoteDeps): Resolver {
  const accounts = createAccountFetcher(ports, remote);
  const fetchPost = createPostFetcher(ports, remote, accounts);
  const once = createOnce<Result<KnownAccount, { type: string; status?: number }>>();

  async function byHandle(query: string) {
    const found = await lookupHandle(remote, query);
    if (!found.ok) return found;
    const iri = parseIri(found.value.self);
    return iri === null ? err({ type: "url/invalid" }) : seen(iri, () => accounts.fetch(iri));
  }

  async function byUrl(iri: Iri): Promise<Result<KnownAccount, FetchProblem>> {
    const known = await ports.accounts.byIri(iri);
    if (known !== null) return isFresh(known, ports.clock.now()) ? ok(known) : accounts.fetch(iri);
    const document = await fetchPlain(ports, remote, iri, { html: true });
    if (!document.ok) return document;
    const [type = ""] = typesOf(document.value);
    if (!accountKinds.has(type)) return err({ type: "document/unknown-type", found: type });
    return seen(parseIri(document.value.id) ?? iri, () => accounts.take(document.value));
  }

  /** Somebody looks at an account that was unknown: what it pinned is fetched for them. */
  async function seen<E>(iri: Iri, fetch: () => Promise<Result<KnownAccount, E>>) {
    const isNew = (await ports.accounts.byIri(iri)) === null;
    const account = await fetch();
    if (isNew && account.ok)
      await ports.later({ kind: "fetch-featured", iri }, { id: `fetch-featured ${iri}` });
    return account;
  }

  return {
    fetchAccount: accounts.fetch,
    fetchPost,

    async account(written, { fresh = false } = {}) {
      const query = written.trim();
      const local = await findLocalAccount(ports, query);
      if (local.isOurs) return local.account === null ? notFound(query) : ok({ id: local.account.id });
      const iri = parseIri(query);
      const found = await once(query, () => (iri === null ? byHandle(query) : byUrl(iri)));
      if (!found.ok) return err(asResolveError(query, found.error));
      if (found.value.state === "deleted") return notFound(query);
      if (!fresh) return ok({ id: found.value.id });
      const asked = await accounts.fetch(found.value.iri, { fresh: true });
      return asked.ok ? ok({ id: asked.value.id }) : err(asResolveError(query, asked.error));
    },

    async post(written) {
      const query = written.trim();
      const iri = parseIri(query);
      if (iri === null || isOurHost(ports, new URL(iri).host)) {
        const id = iri === null ? query : localPostId(ports, iri);
        return idOf(query, id !== null && isUuid(id) ? await ports.posts.byId(id) : null);
      }
      const known = await ports.posts.byIri(iri);
      if (known !== null) return idOf(query, known);
      const fetched = await fetchPost(iri, { html: true });
      if (!fetched.ok) return err(asResolveError(query, fetched.error));
      return idOf(query, await ports.posts.byIri(fetched.value.iri));
    },
  };
}

/** The id in a local post's IRI, that of its film, or its page (`/@ana/<id>`). */
function localPostId({ uris }: Pick<Ports, "uris">, iri: Iri): string | null {
  const { pathname } = new URL(iri);
  const local = uris.parse(`${uris.origin}${pathname}`);
  if (local?.name === "post" || local?.name === "video") return local.id;
  return local?.name === "postPage" ? (pathname.split("/").at(-1) ?? null) : null;
}

function idOf(query: string, post: { id: string; deletedAt: Date | null } | null) {
  return post === null || post.deletedAt !== null ? notFound(query) : ok({ id: post.id });
}

function notFound(query: string): Result<never, ResolveError> {
  return err({ type: "remote/not-found", query });
}
