import { err, ok, type Result } from "#protocol/result.ts";
import type { LookupError } from "./errors.ts";
import { type FetchDeps, safeFetch } from "./fetch.ts";
import { formatAcct, type Handle, parseHandle, sameHandle } from "./handles.ts";
import { fetchWebFingerTemplate } from "./host-meta.ts";
import { isDescriptorType, parseDescriptor, type ResourceDescriptor } from "./jrd.ts";
import { isLocalHost, parseRemoteUrl } from "./urls.ts";

/** Who a handle belongs to. */
export interface Subject {
  /** The handle as the server that owns it writes it: the one to store and show. */
  readonly subject: Handle;
  /** The actor's id, not fetched yet. */
  readonly self: string;
  readonly profilePage: string | undefined;
  readonly subscribeTemplate: string | undefined;
}

type Descriptor = Result<ResourceDescriptor, LookupError>;

const MAX_DESCRIPTOR_BYTES = 64 * 1024;

/**
 * Finds the actor behind a handle by WebFinger (RFC 7033), over https, with host-meta as the second way.
 *
 * A server may answer for a handle with a subject on another domain (split domains: accounts named after one host,
 * kept on another). That domain is then asked itself, and must give the same subject and the same actor; otherwise
 * anybody could claim names on hosts of others (FEP-2c59; Mastodon does the same).
 *
 * @param handle `@ana@example.social`, `ana@example.social` or `acct:ana@example.social`
 * @example
 * const found = await lookupHandle(deps, "@ana@example.social");
 * if (found.ok) await fetchDocument(deps, found.value.self);
 */
export async function lookupHandle(deps: FetchDeps, handle: string): Promise<Result<Subject, LookupError>> {
  const asked = parseHandle(handle);
  if (!asked.ok) return asked;
  const first = await describe(deps, asked.value);
  if (!first.ok) return first;
  const subject = subjectOf(first.value, asked.value);
  if (subject.host === asked.value.host) return settle(deps, subject, first.value);

  const second = await describe(deps, subject);
  if (!second.ok) return second;
  const confirmed = subjectOf(second.value, subject);
  if (!sameHandle(confirmed, subject) || second.value.self !== first.value.self) {
    return err({
      type: "webfinger/subject-mismatch",
      asked: formatAcct(asked.value),
      answered: formatAcct(subject),
    });
  }
  return settle(deps, confirmed, second.value);
}

/** A missing or unreadable subject, or a URL in its place, changes nothing: the handle asked for is the subject. */
function subjectOf(descriptor: ResourceDescriptor, asked: Handle): Handle {
  if (!descriptor.subject?.includes("@")) return asked;
  const parsed = parseHandle(descriptor.subject);
  return parsed.ok ? parsed.value : asked;
}

function settle(
  deps: FetchDeps,
  subject: Handle,
  { self, profilePage, subscribeTemplate }: ResourceDescriptor,
): Result<Subject, LookupError> {
  if (self === undefined) return err({ type: "webfinger/no-self", subject: formatAcct(subject) });
  const url = parseRemoteUrl(self, deps);
  return url.ok ? ok({ subject, self, profilePage, subscribeTemplate }) : url;
}

/** https; plain http only where the node allows it and the host is this machine or its network. */
async function describe(deps: FetchDeps, handle: Handle): Promise<Descriptor> {
  const secure = await describeAt(deps, `https://${handle.host}`, handle);
  const local = deps.allowHttp && isLocalHost(new URL(`http://${handle.host}`).hostname);
  if (secure.ok || secure.error.type !== "network" || !local) return secure;
  return describeAt(deps, `http://${handle.host}`, handle);
}

async function describeAt(deps: FetchDeps, origin: string, handle: Handle): Promise<Descriptor> {
  const resource = encodeURIComponent(formatAcct(handle));
  const direct = await fetchDescriptor(deps, `${origin}/.well-known/webfinger?resource=${resource}`);
  if (direct.ok || !isElsewhere(direct.error)) return direct;
  const template = await fetchWebFingerTemplate(deps, origin);
  if (!template.ok || template.value === null) return direct;
  return fetchDescriptor(deps, template.value.replaceAll("{uri}", resource));
}

/** Failures that say "not at this path" and not "not at all": only then is host-meta worth a request. */
function isElsewhere(error: LookupError): boolean {
  if (error.type === "response/content-type") return true;
  return (
    error.type === "response/status" && error.status >= 400 && error.status < 500 && error.status !== 410
  );
}

async function fetchDescriptor(deps: FetchDeps, url: string): Promise<Descriptor> {
  const answer = await safeFetch(deps, url, {
    accept: "application/jrd+json, application/json;q=0.9",
    maxBytes: MAX_DESCRIPTOR_BYTES,
    contentTypes: isDescriptorType,
  });
  return answer.ok ? parseDescriptor(answer.value) : answer;
}
