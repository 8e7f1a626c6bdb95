import type { AppealError } from "#moderation/actions/appeals.ts";
import type { PublishError } from "#moderation/advice/publish.ts";
import type { AssignError } from "#moderation/cases/assign.ts";
import type { BulkError } from "#moderation/cases/bulk.ts";
import type { CloseError, ReopenError } from "#moderation/cases/close.ts";
import type { LinkError } from "#moderation/cases/link.ts";
import type { NoteError as CaseNoteError } from "#moderation/cases/note.ts";
import type { WaitError } from "#moderation/cases/reclassify.ts";
import type { ListError as PolicyListError } from "#moderation/policy/change-list.ts";
import { describeProblem } from "#moderation/policy/problem.ts";
import type { SavePolicyError } from "#moderation/policy/save.ts";
import type { ThresholdError } from "#moderation/signals/threshold.ts";
import type { UpdateProfileError } from "../accounts/update-profile.ts";
import type { ActError } from "../actions/act.ts";
import type { AnswerError as AnswerAppealFailure } from "../actions/appeal.ts";
import type { UndoError } from "../actions/undo.ts";
import type { EraseError } from "../admin/accounts/erase.ts";
import type { LiftError } from "../admin/accounts/lift.ts";
import type { SanctionError } from "../admin/accounts/sanction.ts";
import type { AnnouncementReactionError } from "../announcements/react.ts";
import type { ConversationError } from "../conversations/change.ts";
import type { FilterError } from "../filters/filters.ts";
import type { FeatureHashtagError } from "../hashtags/feature.ts";
import type { FollowHashtagError } from "../hashtags/follow.ts";
import type { AllowDomainError } from "../hosts/allow.ts";
import type { DomainRuleError } from "../hosts/policy.ts";
import type { ListError } from "../lists/lists.ts";
import type { MemberError } from "../lists/members.ts";
import type { SetCaptionsError } from "../media/caption.ts";
import type { ChangeMediumError } from "../media/change.ts";
import type { UploadError } from "../media/upload.ts";
import { type MootFailure, mootRefusals } from "../moot/refusals.ts";
import { type ContextNoteFailure, contextNoteRefusals } from "../notes/refusals.ts";
import type { RegisterAppError } from "../oauth/apps.ts";
import type { RedirectUriError } from "../oauth/redirect-uri.ts";
import type { DryRunError } from "../policy/dry-run/run.ts";
import type { HoldError } from "../policy/holds/decide.ts";
import type { FlagError } from "../policy/signals/by-people.ts";
import type { CreatePostError } from "../posts/create.ts";
import type { EditPostError } from "../posts/edit.ts";
import type { PolicyError } from "../posts/policy.ts";
import type { QuoteError, RevokeQuoteError } from "../posts/quotes.ts";
import type { RequestError } from "../posts/requests.ts";
import type { RescheduleError, ScheduleError } from "../posts/scheduled/schedule.ts";
import type { VoteError } from "../posts/vote.ts";
import type { PushError } from "../push/subscribe.ts";
import type { BoostError } from "../reactions/boost.ts";
import type { EmojiError } from "../reactions/emoji.ts";
import type { PinError } from "../reactions/pin.ts";
import type { ReactError } from "../reactions/react.ts";
import type { AnswerError } from "../relations/answer.ts";
import type { BlockError } from "../relations/block.ts";
import type { DomainBlockError } from "../relations/domain-block.ts";
import type { EndorseError } from "../relations/endorse.ts";
import type { FollowError } from "../relations/follow.ts";
import type { MuteError } from "../relations/mute.ts";
import type { NoteError } from "../relations/note.ts";
import type { FileReportError } from "../reports/file.ts";
import type { HandleReportError } from "../reports/handle.ts";
import type { TalkError } from "../reports/talk.ts";
import type { BlockSignUpError } from "../signups/block.ts";
import type { LookUpError } from "../submissions/look-up.ts";
import type { SubmitError } from "../submissions/submit.ts";
import type { ImportError } from "../subscriptions/import.ts";
import type { SubscriptionError } from "../subscriptions/subscribe.ts";
import type { TranslateError } from "../translation/translate.ts";
import type { ReviewError } from "../trends/review.ts";
import type { PutBeforePanelError } from "../trustees/panels.ts";
import { type TrusteeFailure, trusteeRefusals } from "../trustees/refusals.ts";
import type { WebhookError } from "../webhooks/manage.ts";
import { Refusal } from "./refusal.ts";
import { sizeText } from "./size-text.ts";

/** What may be wrong with what somebody does with a case. */
export type CaseError = AssignError | CloseError | ReopenError | LinkError | CaseNoteError | WaitError;

/** Every error that a use case of the client API may answer. A room with errors of its own adds them here. */
type Failure =
  | ImportError
  | PublishError
  | SubscriptionError
  | CaseError
  | BulkError
  | ActError
  | UndoError
  | AppealError
  | AnswerAppealFailure
  | AnnouncementReactionError
  | UpdateProfileError
  | RegisterAppError
  | ConversationError
  | FilterError
  | FeatureHashtagError
  | FollowHashtagError
  | ListError
  | MemberError
  | UploadError
  | ChangeMediumError
  | SetCaptionsError
  | CreatePostError
  | EditPostError
  | HoldError
  | DryRunError
  | FlagError
  | ThresholdError
  | QuoteError
  | RevokeQuoteError
  | PolicyError
  | PolicyListError
  | SavePolicyError
  | RequestError
  | ScheduleError
  | RescheduleError
  | VoteError
  | BoostError
  | PinError
  | ReactError
  | EmojiError
  | TranslateError
  | AnswerError
  | BlockError
  | DomainBlockError
  | EndorseError
  | FollowError
  | MuteError
  | NoteError
  | PushError
  | FileReportError
  | TalkError
  | LookUpError
  | SubmitError
  | ReviewError
  | HandleReportError
  | DomainRuleError
  | AllowDomainError
  | BlockSignUpError
  | WebhookError
  | SanctionError
  | LiftError
  | EraseError
  | PutBeforePanelError
  | TrusteeFailure
  | ContextNoteFailure
  | MootFailure;

type Table = { [T in Failure["type"]]: (error: Extract<Failure, { type: T }>) => Refusal };

const notFound = () => Refusal.notFound();
const unprocessable = (message: string) => () => new Refusal(422, message);
const invalid = (name: string, description: string) => () => Refusal.invalid(name, description);
const tooLong = (name: string) => (error: { most: number }) =>
  Refusal.invalid(name, `is too long (maximum is ${error.most} characters)`, "ERR_TOO_LONG");

const pictureProblems = {
  "picture/unknown-format": "content type is invalid",
  "picture/unreadable": "cannot be read as a picture",
} as const;

const redirectUriProblems: Record<RedirectUriError["problem"], string> = {
  missing: "can't be blank",
  relative: "must be an absolute URI.",
  fragment: "cannot contain a fragment.",
  forbidden: "is forbidden by the server.",
  "too-long": "is too long (maximum is 2000 characters)",
};

const formProblems: Record<Extract<SubmitError, { type: "submission/form" }>["problem"], string> = {
  invalid: "This form is not one of this server's: get another one",
  expired: "This form is too old: get another one",
  "too-soon": "This form was sent too soon: wait some seconds and send it again",
  used: "This form was sent before: get another one",
};

/** What each error answers: Mastodon's status, and words for a person. The compiler misses none. */
const table: Table = {
  ...trusteeRefusals,
  ...contextNoteRefusals,
  ...mootRefusals,
  "announcement/gone": notFound,
  "announcement/no-such-emoji": invalid("name", "is not a recognized emoji"),
  "announcement/too-many-reactions": unprocessable("Validation failed: Limit of different reactions reached"),
  "app/name-missing": unprocessable("Validation failed: Application name can't be blank"),
  "app/name-too-long": ({ most }) =>
    new Refusal(422, `Validation failed: Application name is too long (maximum is ${most} characters)`),
  "app/redirect-uri": ({ problem }) =>
    new Refusal(422, `Validation failed: Redirect URI ${redirectUriProblems[problem]}`),
  "app/too-many-redirect-uris": ({ most }) =>
    new Refusal(422, `Validation failed: Redirect URI has more than ${most} values`),
  "app/unknown-scope": unprocessable("Validation failed: Scopes doesn't match configured on the server."),
  "app/bad-website": unprocessable("Validation failed: Application website is invalid"),
  "account/display-name-too-long": tooLong("display_name"),
  "account/bio-too-long": tooLong("note"),
  "account/too-many-fields": ({ most }) => Refusal.invalid("fields", `are more than ${most}`, "ERR_TOO_MANY"),
  "account/field-too-long": tooLong("fields"),
  "account/field-without-name": invalid("fields", "contain values with missing labels"),
  "account/image-text-too-long": tooLong("avatar_description"),
  "account/image-address-invalid": invalid("avatar", "is not an address"),
  "account/too-many-attribution-domains": ({ most }) =>
    Refusal.invalid("attribution_domains", `are more than ${most}`, "ERR_TOO_MANY"),
  "picture/file-too-large": ({ which, most }) =>
    Refusal.invalid(which, `file size must be less than ${sizeText(most)}`, "ERR_TOO_LARGE"),
  "picture/unusable": ({ which, cause }) => Refusal.invalid(which, pictureProblems[cause]),
  "settings/bad-language": invalid("language", "is not a language code"),
  "account/may-not-post": () => Refusal.forbidden(),
  "hold/not-found": notFound,
  "dry-run/not-found": notFound,
  "dry-run/bad-author": invalid("author", "is no handle"),
  "dry-run/invalid-rules": ({ problems }) => new Refusal(422, problems.join("; ")),
  "signal/subject-not-found": notFound,
  "threshold/invalid": ({ at, reason }) => Refusal.invalid("thresholds", `number ${at + 1}: ${reason}`),
  "hold/own": () => Refusal.forbidden("Somebody else has to decide about what is yours"),
  "post/refused-by-policy": ({ rule }) =>
    new Refusal(
      422,
      rule === "" ? "The rules of this server do not allow this post" : `Not allowed here: ${rule}`,
    ),
  "post/edit-held": ({ rule }) =>
    new Refusal(422, `Your edit waits until a moderator has looked at it (${rule}); the post stays as it is`),
  "account/held-by-policy": ({ rule }) =>
    new Refusal(
      422,
      `What your profile is to say waits until a moderator has looked at it (${rule}); it stays as it is, and pictures have to be chosen again`,
    ),
  "account/refused-by-policy": ({ rule }) => new Refusal(422, `Not allowed here: ${rule}`),
  "post/empty": () => Refusal.blank("text"),
  "post/too-long": ({ most }) =>
    Refusal.invalid("text", `character limit of ${most} exceeded`, "ERR_TOO_LONG"),
  "post/title-too-long": tooLong("title"),
  "post/warning-too-long": tooLong("spoiler_text"),
  "post/bad-language": invalid("language", "is not a language code"),
  "post/too-many-media": ({ most }) => new Refusal(422, `Cannot attach more than ${most} files`),
  "media/not-found": notFound,
  "media/not-attachable": ({ ids }) =>
    new Refusal(422, `Media ${ids.join(", ")} not found or already attached to another post`),
  "media/not-ready": unprocessable(
    "Cannot attach files that have not finished processing. Try again in a moment!",
  ),
  "media/mixed": unprocessable("Cannot attach a video to a post that already contains images"),
  "captions/nothing-said": unprocessable("Validation failed: Only videos and sounds have captions"),
  "captions/bad-language": invalid("language", "is not a language code"),
  "captions/too-many": ({ most }) =>
    new Refusal(422, `Validation failed: Captions can be in ${most} languages at most`),
  "captions/unreadable": ({ line }) =>
    new Refusal(
      422,
      `Validation failed: The captions cannot be read as WebVTT or SRT${line === null ? "" : `: see line ${line}`}`,
    ),
  "captions/too-large": ({ mostBytes }) =>
    new Refusal(422, `Validation failed: Captions are larger than ${Math.floor(mostBytes / 1_000)} KB`),
  "captions/too-many-cues": ({ most }) =>
    new Refusal(422, `Validation failed: Captions have more than ${most} parts`),
  "media/description-too-long": tooLong("description"),
  "media/unknown-type": unprocessable("Validation failed: This kind of file cannot be attached"),
  "media/unreadable": unprocessable("Validation failed: The file is empty or damaged, and cannot be read"),
  "media/too-many-pixels": ({ most }) =>
    new Refusal(422, `Validation failed: The picture has more than ${Math.floor(most / 1e6)} million pixels`),
  "media/too-many-frames": ({ most }) =>
    new Refusal(422, `Validation failed: The file has more than ${most} frames`),
  "media/too-many-streams": ({ most }) =>
    new Refusal(422, `Validation failed: The file has more than ${most} tracks`),
  "media/too-long": ({ mostSeconds }) =>
    new Refusal(422, `Validation failed: The file is longer than ${Math.floor(mostSeconds / 60)} minutes`),
  "media/too-large": ({ mostBytes }) =>
    new Refusal(422, `Validation failed: The file is larger than ${sizeText(mostBytes)}`),
  "media/gave-up": unprocessable(
    "The file could not be processed: it took too long, or something broke down",
  ),
  "media/no-ffmpeg": unprocessable(
    "Validation failed: This server takes pictures only, no videos and no sounds",
  ),
  "media/disk-full": () => new Refusal(507, "There is no room for files here at the moment. Try again later"),
  "media/busy": () =>
    new Refusal(503, "Too many pictures are being made at the moment. Try again soon", {
      headers: { "retry-after": "30" },
    }),
  "media/too-many-waiting": ({ most }) =>
    new Refusal(429, `${most} of your files are still being processed. Wait until one of them is ready`, {
      headers: { "retry-after": "60" },
    }),
  "media/store-unreachable": () =>
    new Refusal(503, "Files cannot be kept at the moment. Try again later", {
      headers: { "retry-after": "60" },
    }),
  "post/too-many-mentions": ({ most }) => Refusal.invalid("text", `cannot mention more than ${most} people`),
  "post/parent-not-found": () =>
    new Refusal(404, "The status you are trying to reply to does not appear to exist."),
  "post/quoted-not-found": () =>
    new Refusal(404, "The status you are trying to quote does not appear to exist."),
  // The handler adds whom: see posts/routes/statuses.ts.
  "post/unexpected-mentions": unprocessable("Post would be sent to unexpected accounts"),
  "post/not-found": notFound,
  "poll/with-title": invalid("poll", "cannot be part of an article"),
  "poll/wrong-number-of-options": ({ least, most }) =>
    Refusal.invalid("options", `must be ${least} to ${most}`),
  "poll/empty-option": invalid("options", "cannot be blank"),
  "poll/option-too-long": ({ most }) =>
    Refusal.invalid("options", `cannot be longer than ${most} characters each`),
  "poll/same-option-twice": invalid("options", "contain duplicate items"),
  "poll/closes-in-the-past": invalid("expires_at", "is too soon"),
  "poll/not-a-poll": notFound,
  "poll/closed": unprocessable("Validation failed: The poll has already ended"),
  "poll/own": unprocessable("Validation failed: You cannot vote in your own polls"),
  "poll/already-voted": unprocessable("Validation failed: You have already voted on this poll"),
  "poll/no-such-option": unprocessable("Validation failed: The chosen vote option does not exist"),
  "poll/one-choice-only": unprocessable("Validation failed: This poll takes one choice"),
  "quote/not-allowed": () => Refusal.forbidden("You are not allowed to quote this post"),
  "quote/author-not-mentioned": unprocessable(
    "Validation failed: Cannot quote a non-mentioned user in a Private Mention post.",
  ),
  "quote/not-found": notFound,
  "quote/already-answered": unprocessable("This quote has been answered already"),
  "conversation/not-found": notFound,
  "filter/not-found": notFound,
  "filter/keyword-not-found": notFound,
  "filter/no-title": () => Refusal.blank("title"),
  "filter/title-too-long": tooLong("title"),
  "filter/no-context": () => Refusal.blank("context"),
  "filter/bad-context": unprocessable("Validation failed: Context None or invalid context supplied"),
  "filter/no-keyword": () => Refusal.blank("keyword"),
  "filter/keyword-too-long": tooLong("keyword"),
  "filter/too-many": ({ most }) =>
    new Refusal(422, `Validation failed: You can have ${most} filters at most`),
  "filter/too-many-keywords": ({ most }) =>
    Refusal.invalid("keywords", `cannot be more than ${most}`, "ERR_TOO_MANY"),
  "filter/too-much-to-look-for": ({ most }) =>
    new Refusal(422, `Validation failed: Your keywords have more than ${most} characters in all`),
  "filter/too-many-posts": ({ most }) =>
    Refusal.invalid("statuses", `cannot be more than ${most}`, "ERR_TOO_MANY"),
  "filter/post-not-found": unprocessable("Validation failed: Status must exist"),
  "filter/post-named-already": unprocessable("Validation failed: Status has already been taken"),
  "filter/has-more-keywords": unprocessable(
    "These parameters cannot be changed from this application because they apply to more than one filter keyword. Use a more recent application or the web interface.",
  ),
  "hashtag/not-one": notFound,
  "hashtag/not-featured": notFound,
  "hashtag/featured-already": invalid("name", "has already been taken"),
  "hashtag/features-too-many": unprocessable(
    "Validation failed: You have already featured the maximum number of hashtags",
  ),
  "hashtag/follows-too-many": ({ most }) =>
    new Refusal(422, `Validation failed: You can follow ${most} hashtags at most`),
  "list/not-found": notFound,
  "list/no-title": () => Refusal.blank("title"),
  "list/title-too-long": tooLong("title"),
  "list/too-many": ({ most }) =>
    new Refusal(422, `Validation failed: You have reached the limit of ${most} lists`),
  "list/account-not-found": notFound,
  "list/not-followed": notFound,
  "list/already-on-it": unprocessable("Validation failed: Account has already been taken"),
  "list/too-many-members": ({ most }) =>
    new Refusal(422, `Validation failed: A list can have no more than ${most} accounts`),
  "policy/invalid": ({ problems }) =>
    new Refusal(
      422,
      `The rules were not saved. ${problems[0] === undefined ? "" : describeProblem(problems[0])}`,
      {
        details: {
          text: problems.map((problem) => ({ error: "ERR_INVALID", description: describeProblem(problem) })),
        },
      },
    ),
  "policy/changed-meanwhile": ({ number }) =>
    new Refusal(409, `Somebody else has saved version ${number} since`),
  "policy/outside-scope": ({ scope }) => Refusal.forbidden(`You cannot change rules of ${scope}`),
  "policy/too-many-rules": ({ most }) =>
    new Refusal(422, `A community has at most ${most.toLocaleString("en")} rules`),
  "policy/rule-not-found": notFound,
  "policy/version-not-found": notFound,
  "policy/list-not-found": notFound,
  "policy/list-name-taken": () => Refusal.invalid("name", "has already been taken", "ERR_TAKEN"),
  "policy/list-bad-name": invalid("name", "must be lower-case letters, digits and hyphens, at most 64"),
  "policy/list-in-use": ({ rules }) =>
    new Refusal(422, `Rules ask this list: ${rules.slice(0, 10).join(", ")}`),
  "policy/list-full": ({ most }) =>
    new Refusal(422, `A list has at most ${most.toLocaleString("en")} entries`),
  "quote/unknown": notFound,
  "quote/not-own-post": () => Refusal.forbidden(),
  "post/still-being-made": () =>
    new Refusal(503, "There was a temporary problem serving your request, please try again"),
  "schedule/too-soon": () =>
    Refusal.invalid("scheduled_at", "The scheduled date must be in the future", "ERR_INVALID"),
  "schedule/too-many": ({ most }) =>
    new Refusal(422, `Validation failed: You have exceeded the limit of ${most} scheduled posts`),
  "schedule/too-many-that-day": ({ most }) =>
    new Refusal(422, `Validation failed: You have exceeded the limit of ${most} scheduled posts for today`),
  "schedule/not-found": notFound,
  "boost/not-public": notFound,
  "pin/not-own-post": unprocessable("Validation failed: Someone else's post cannot be pinned"),
  "pin/direct": unprocessable(
    "Validation failed: Posts that are only visible to mentioned users cannot be pinned",
  ),
  "pin/too-many": unprocessable("Validation failed: You have already pinned the maximum number of posts"),
  "translation/not-configured": () => new Refusal(501, "This server is not set up to translate posts"),
  "translation/not-possible": () => Refusal.forbidden(),
  "translation/busy": () =>
    new Refusal(503, "There have been too many requests to the translation service recently."),
  "translation/used-up": () =>
    new Refusal(503, "The server-wide usage quota for the translation service has been exceeded."),
  "translation/unavailable": () => new Refusal(503, "Service Unavailable"),
  "reaction/unknown-emoji": invalid("name", "is not a recognized emoji"),
  "reaction/emoji-missing": invalid("emoji", "can't be blank"),
  "reaction/emoji-too-long": invalid("emoji", "is too long"),
  "block/self": () => Refusal.forbidden(),
  "block/account-gone": notFound,
  "domain/invalid": invalid("domain", "is not a valid domain name"),
  "domain/own": invalid("domain", "cannot be this server's own"),
  "endorse/not-followed": unprocessable(
    "Validation failed: You must be already following the person you want to endorse",
  ),
  "follow/self": () => Refusal.forbidden(),
  "follow/account-gone": notFound,
  "follow/blocked": () => Refusal.forbidden(),
  "follow/bad-language": invalid("languages", "is not a language code"),
  "follow/not-requested": notFound,
  "follow/too-many": ({ most }) =>
    new Refusal(422, `Validation failed: You cannot follow more than ${most} people`),
  "mute/self": () => Refusal.forbidden(),
  "mute/account-gone": notFound,
  "note/too-long": tooLong("comment"),
  "push/bad-endpoint": invalid("endpoint", "is not an address of a push service"),
  "push/bad-key": invalid("p256dh", "is not a public key of P-256"),
  "push/bad-secret": invalid("auth", "is not a secret of 16 bytes"),
  "push/not-found": notFound,
  "account/not-found": notFound,
  "login/last-owner": () => Refusal.forbidden("The last owner of the node cannot go"),
  "domain/rule-exists": ({ domain }) =>
    new Refusal(422, `You have already imposed stricter limits on ${domain}.`),
  "domain/rule-not-found": notFound,
  "domain/allow-not-found": notFound,
  "advice/dataset-not-found": notFound,
  "advice/bad-key": invalid("key", "is not a domain, or the address of an account"),
  "advice/no-policy": () => Refusal.blank("policy"),
  "advice/nothing-to-retract": invalid("key", "is nothing about which this dataset says anything"),
  "domain-list/not-found": notFound,
  "domain-list/wrong-state": ({ state }) => new Refusal(409, `The list is ${state}: that cannot be done now`),
  "domain-list/empty": unprocessable("Validation failed: The file names no domain"),
  "domain-list/too-large": ({ most }) => Refusal.invalid("file", `is larger than ${sizeText(most)}`),
  "domain-list/too-many-lines": ({ most }) => Refusal.invalid("file", `has more than ${most} lines`),
  "domain-list/is-a-page": invalid("file", "is a web page, and no list"),
  "domain-list/not-text": invalid("file", "is no text in UTF-8"),
  "domain-list/not-json": invalid("file", "is no list in JSON"),
  "domain-list/bad-address": invalid("url", "is not a web address"),
  "domain-list/address-taken": () => Refusal.invalid("url", "is subscribed to already", "ERR_TAKEN"),
  "domain-list/bad-exclusion": ({ domain }) =>
    Refusal.invalid("exclusions", `name ${domain}, which is no domain`),
  "signup/domain-invalid": invalid("domain", "is not a valid domain name"),
  "signup/domain-taken": () => Refusal.invalid("domain", "has already been taken", "ERR_TAKEN"),
  "signup/mailbox-taken": () =>
    Refusal.invalid("canonical_email_hash", "has already been taken", "ERR_TAKEN"),
  "signup/network-invalid": invalid("ip", "is not a valid IP address"),
  "signup/network-taken": () => Refusal.invalid("ip", "has already been taken", "ERR_TAKEN"),
  "signup/block-not-found": notFound,
  "webhook/bad-address": invalid("url", "is not a valid URL"),
  "webhook/address-taken": () => Refusal.invalid("url", "has already been taken", "ERR_TAKEN"),
  "webhook/no-events": () => Refusal.blank("events"),
  "webhook/bad-template": invalid("template", "is not valid JSON"),
  "webhook/not-found": notFound,
  "moderation/account-not-found": notFound,
  "moderation/not-allowed": () => Refusal.forbidden(),
  "moderation/report-not-found": notFound,
  "moderation/not-for-remote": invalid("type", "is not for accounts of other servers"),
  "moderation/text-too-long": tooLong("text"),
  "moderation/not-suspended": () => Refusal.forbidden(),
  "moderation/not-pending": () => Refusal.forbidden(),
  "action/not-found": notFound,
  "action/subject-not-found": notFound,
  "action/already-undone": () => new Refusal(409, "This has been undone already"),
  "action/final": () => new Refusal(409, "It has been erased, and cannot come back"),
  "action/own": () => Refusal.forbidden("Nobody decides about what is their own"),
  "action/not-allowed": () => Refusal.forbidden(),
  "action/not-for-remote": invalid("kind", "is not for accounts of other servers"),
  "action/not-for-subject": ({ kind, subject }) =>
    Refusal.invalid(
      "kind",
      `${kind} cannot be done to ${subject === "account" ? "an" : "a"} ${subject}`,
      "ERR_INVALID",
    ),
  "action/text-too-long": ({ field, most }) =>
    Refusal.invalid(field, `is too long (maximum is ${most} characters)`, "ERR_TOO_LONG"),
  "action/ends-in-the-past": invalid("ends_at", "is in the past"),
  "action/bad-label": invalid("label", "is not a word of at most 64 characters, in lower case"),
  "action/no-note": () => Refusal.blank("note"),
  "action/no-filters": () => Refusal.blank("filters"),
  "action/bad-filters": ({ known }) =>
    Refusal.invalid(
      "filters",
      `has one that does nothing there, where there are ${known.join(", ")}`,
      "ERR_INVALID",
    ),
  "action/bad-category": invalid("category", "is not known"),
  "action/unknown-rule": invalid("rule_ids", "name no rule of this server"),
  "appeal/not-found": notFound,
  "appeal/empty": () => Refusal.blank("text"),
  "appeal/too-long": tooLong("text"),
  "appeal/too-late": () => new Refusal(422, "It is too late to appeal against this"),
  "appeal/already-made": () => new Refusal(409, "You have appealed against this already"),
  "appeal/already-answered": () => new Refusal(409, "This appeal has been answered already"),
  "appeal/undone-already": () => new Refusal(409, "This has been taken back already"),
  "appeal/own-decision": () => Refusal.forbidden("Somebody else answers appeals against what you decided"),
  "report/not-found": notFound,
  "report/target-not-found": notFound,
  "report/comment-too-long": tooLong("comment"),
  "case/not-found": notFound,
  "case/own": () =>
    Refusal.forbidden("Nobody handles a case about themselves, or one that they have reported"),
  "case/changed-meanwhile": (error) => {
    const since = "since" in error ? ` (${error.since.map(({ kind }) => kind).join(", ")})` : "";
    return new Refusal(
      409,
      `Somebody else has changed this case meanwhile${since}. Look at it again: its version is ${error.version}`,
    );
  },
  "case/before-panel": () => new Refusal(409, "This case is before a panel: its trustees decide it"),
  "case/closed": () => new Refusal(409, "This case is closed already"),
  "case/not-closed": () => new Refusal(409, "This case is not closed"),
  "case/open-elsewhere": ({ otherId }) =>
    new Refusal(409, `The same was reported since, and case ${otherId} is about it`),
  "case/for-moderators": () => Refusal.forbidden("The moderators of this server decide that"),
  "case/not-theirs": invalid("account_id", "may not handle this case"),
  "case/same": invalid("other_id", "is the case itself"),
  "case/note-empty": () => Refusal.blank("text"),
  "case/note-too-long": tooLong("text"),
  "bulk/nothing-found": unprocessable("Validation failed: No open case is like that"),
  "bulk/not-found": notFound,
  "bulk/not-now": ({ state }) => new Refusal(409, `That cannot be done now: it is ${state}`),
  "report/message-empty": () => Refusal.blank("text"),
  "report/message-too-long": tooLong("text"),
  "report/too-many-messages": () => new Refusal(429, "Too many messages about this report today"),
  "report/from-elsewhere": unprocessable(
    "Who complained is of another server: share a note of the case with its moderators instead",
  ),
  "submission/form": ({ problem }) => new Refusal(422, formProblems[problem]),
  "submission/too-many": () => new Refusal(429, "Too many requests"),
  "submission/no-more-files": () =>
    new Refusal(429, "Too many files came from there; without files the report is taken"),
  "submission/text-too-long": tooLong("text"),
  "submission/category-unknown": invalid("category", "is not included in the list"),
  "submission/subject-not-found": invalid("url", "leads to no post and no account that can be seen"),
  "submission/too-many-files": ({ most }) =>
    Refusal.invalid("files", `are more than ${most}`, "ERR_TOO_MANY"),
  "submission/file-too-large": ({ most }) =>
    Refusal.invalid("files", `must each be smaller than ${sizeText(most)}`, "ERR_TOO_LARGE"),
  "submission/file-kind": invalid("files", "may be pictures, PDFs and plain text"),
  "submission/receipt-unknown": notFound,
  "trend/not-found": notFound,
  "hashtag/not-the-same-name": invalid("display_name", "must be the same as the name, but for upper case"),
};

/**
 * The answer to an error of a use case.
 *
 * @example if (!posted.ok) throw refuse(posted.error);
 */
export function refuse(error: Failure): Refusal {
  const answer = table[error.type] as (error: Failure) => Refusal;
  return answer(error);
}
