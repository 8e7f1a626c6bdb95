import type { AnswerInvitationError } from "#moderation/trustees/office/answer.ts";
import type { DescribeError } from "#moderation/trustees/office/describe.ts";
import type { EndError } from "#moderation/trustees/office/end.ts";
import type { PauseError } from "#moderation/trustees/office/pause.ts";
import type { AppealDecisionError } from "#moderation/trustees/panels/appeal.ts";
import type { CastError } from "#moderation/trustees/panels/cast.ts";
import type { DissolveError } from "#moderation/trustees/panels/dissolve.ts";
import type { OpenPanelError } from "#moderation/trustees/panels/open.ts";
import type { SignError } from "#moderation/trustees/panels/sign.ts";
import type { TalkError } from "#moderation/trustees/panels/talk.ts";
import type { VoteKeptError } from "#moderation/trustees/panels/vote-kept.ts";
import type { TrainError } from "#moderation/trustees/training/train.ts";
import { Refusal } from "../api/refusal.ts";
import type { InviteToOfficeError, KeyError } from "./office.ts";
import type { AddTrainingError } from "./training.ts";

/** What can be refused of trustees and panels, and is refused nowhere else. */
export type TrusteeFailure = Exclude<
  | InviteToOfficeError
  | AnswerInvitationError
  | DescribeError
  | PauseError
  | EndError
  | KeyError
  | TrainError
  | AddTrainingError
  | OpenPanelError
  | DissolveError
  | CastError
  | VoteKeptError
  | TalkError
  | SignError
  | AppealDecisionError
  | { readonly type: "ballot/unknown-rule"; readonly rule: string },
  { type: "appeal/empty" | "appeal/too-long" | "appeal/already-made" }
>;

type Table = {
  [T in TrusteeFailure["type"]]: (error: Extract<TrusteeFailure, { type: T }>) => Refusal;
};

const notFound = () => Refusal.notFound();
const invalid = (name: string, description: string) => () => Refusal.invalid(name, description);
const tooLong = (name: string) => (error: { most: number }) =>
  Refusal.invalid(name, `is too long (maximum is ${error.most} characters)`, "ERR_TOO_LONG");
const conflict = (message: string) => () => new Refusal(409, message);

/** What each answers. The compiler misses none. */
export const trusteeRefusals: Table = {
  "trustee/no-language": () => Refusal.blank("languages"),
  "trustee/bad-language": ({ language }) => Refusal.invalid("languages", `has ${language}, which is none`),
  "trustee/bad-region": ({ region }) => Refusal.invalid("regions", `has ${region}, which is none`),
  "trustee/bad-topic": ({ topic }) => Refusal.invalid("topics", `has ${topic}, which is no category`),
  "trustee/bad-community": invalid("community", "is no domain"),
  "trustee/bad-term": ({ most }) => Refusal.invalid("term_months", `must be from 1 to ${most}`),
  "trustee/too-many": ({ most }) => new Refusal(422, `Validation failed: No more than ${most} of a kind`),
  "trustee/bad-interest": ({ value }) => Refusal.invalid("interests", `has ${value}, which is none`),
  "trustee/already": conflict("They are invited, or in office, already"),
  "trustee/no-account": invalid("account_id", "must be of somebody with an account here"),
  "trustee/not-invited": conflict("There is no invitation to answer"),
  "trustee/not-in-office": conflict("They are no trustee"),
  "trustee/not-paused": conflict("They are not paused"),
  "trustee/ends-in-the-past": invalid("until", "is over"),
  "trustee/no-cause": () => Refusal.blank("why"),
  "trustee/cause-too-long": tooLong("why"),
  "trustee/key-taken": conflict("That key is, or was, somebody's already: make another"),
  "trustee/bad-key": invalid("key", "is not shown to be theirs"),
  "trustee/key-elsewhere": conflict("The node does not keep this key: sign with it where it is"),
  "training/not-found": notFound,
  "training/bad": ({ field }) => Refusal.invalid(field, "is missing or too long"),
  "panel/not-found": notFound,
  "panel/not-yours": () => Refusal.notFound(),
  "panel/closed": conflict("This panel is closed"),
  "panel/sitting": conflict("A panel sits for this case already"),
  "panel/too-few": ({ eligible, size }) =>
    new Refusal(
      409,
      `A panel of ${size} cannot be drawn: only ${eligible} trustees are in office who have no stake in the case`,
    ),
  "panel/no-reason": () => Refusal.blank("reason"),
  "panel/too-long": tooLong("text"),
  "panel/nothing-said": () => Refusal.blank("text"),
  "panel/not-deliberating": ({ stage }) =>
    new Refusal(409, `Members talk once their votes are shown, and until they sign: this panel is ${stage}`),
  "panel/draft-changed": ({ version }) =>
    new Refusal(409, `Somebody else has changed the draft meanwhile: the panel's version is ${version}`),
  "panel/not-signing": ({ stage }) => new Refusal(409, `There is nothing to sign: this panel is ${stage}`),
  "panel/no-vote": () => Refusal.forbidden("Who has shown no vote has nothing to sign"),
  "panel/signed-already": conflict("You have signed it already"),
  "panel/bad-signature": invalid("document", "is not this decision with your signature"),
  "ballot/malformed": ({ member, reason }) =>
    Refusal.invalid("document", `is no ballot: ${member} ${reason}`),
  "ballot/other-panel": invalid("document", "is a ballot of another panel"),
  "ballot/bad-signature": invalid("document", "is not signed with the key that it names"),
  "ballot/not-as-committed": invalid("document", "is not the vote that was committed to"),
  "ballot/not-now": ({ stage }) =>
    new Refusal(409, `Its time is over, or not there yet: this panel is ${stage}`),
  "ballot/twice": conflict("You have cast this ballot already"),
  "ballot/other-trustee": () => Refusal.forbidden("It is not by the key that you were drawn with"),
  "ballot/other-keeper": invalid("document", "says that another keeps the key"),
  "ballot/other-id": invalid("document", "has another id than this ballot has"),
  "ballot/clock": invalid("document", "was written more than an hour from now: look at your clock"),
  "ballot/not-offered": ({ verdict }) => Refusal.invalid("verdict", `cannot be ${verdict} here`),
  "ballot/nothing-committed": conflict("You have not committed to a vote that could be shown"),
  "ballot/unknown-rule": ({ rule }) => Refusal.invalid("rules", `has ${rule}, which is no rule here`),
  "decision/not-found": notFound,
  "appeal/superseded": conflict("A larger panel has decided it since: appeal against that"),
  "appeal/last": conflict("It was the largest panel: nobody hears an appeal against it"),
};
