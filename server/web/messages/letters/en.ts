/** Words of letters: to people who have reported something, here and elsewhere, and by mail to people about whom something was decided. */
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
  "letter.undone":
    "The moderators have taken back what they decided on {day} about {what}. Nothing of it is in force any more.",
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
  "mail.hello": "Hello {name},",
  "mail.warning.subject": "A message from the moderators of {node}",
  "mail.warning.none": "the moderators have something to say about what you do here.",
  "mail.warning.sensitive":
    "the moderators have decided that everything you attach is marked as sensitive from now on.",
  "mail.warning.disable":
    "the moderators have shut your account. You cannot sign in any more; what you wrote stays.",
  "mail.warning.silence":
    "the moderators have limited your account. Only people who follow you see your posts in public places.",
  "mail.warning.suspend":
    "the moderators have suspended your account. Nobody sees it any more, and it will be erased when the time for an appeal is over.",
  "mail.warning.mark_statuses_as_sensitive": "the moderators have marked posts of yours as sensitive.",
  "mail.warning.delete_statuses": "the moderators have removed posts of yours.",
  "mail.warning.reasons": "Why, and how to appeal:",
  "mail.warning.said": "They say:",
  "mail.appeal.subject": "Your appeal to the moderators of {node}",
  "mail.appeal.granted": "the moderators have looked at your appeal, and taken back what they did.",
  "mail.appeal.rejected": "the moderators have looked at your appeal, and stand by what they did.",
  "mail.appeal.page": "The whole decision:",
} as const;
