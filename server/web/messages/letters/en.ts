/** Words of letters to people who have reported something: they go to clients and to other servers. */
export const letters = {
  "letter.about": "About your report of {day}: {said}",
  "letter.nothing":
    "The moderators have looked at it and found nothing that they have to act on under the rules of this server.",
  "letter.acted": "The moderators have looked at it and acted.",
  "letter.actedSo": "The moderators have looked at it and acted: {deeds}.",
  "letter.broken": "Broken: {rules}.",
  "letter.quoted": "“{text}”",
  "letter.takenBack":
    "The moderators have taken back what they had decided about it. Nothing of it is in force any more.",
  "letter.changed":
    "The moderators have taken back a part of what they had decided about it. Still in force: {deeds}.",
  "letter.answer": "You can answer this message: the moderators read it.",
  "letter.did.remove": "it was removed",
  "letter.did.suspend": "the account was suspended",
  "letter.did.sensitive": "it was marked as sensitive",
  "letter.did.label": "a label was put on it",
  "letter.did.note": "a note of context was put under it",
  "letter.did.defederate": "this server has nothing to do with theirs any more",
  "letter.passedOn.accepted":
    "Your report of {day} was passed on to {host}. The moderators of {host} have acted on it.",
  "letter.passedOn.rejected":
    "Your report of {day} was passed on to {host}. The moderators of {host} have looked at it and did not act.",
  "letter.passedOn.resolved":
    "Your report of {day} was passed on to {host}. The moderators of {host} have dealt with it.",
} as const;
