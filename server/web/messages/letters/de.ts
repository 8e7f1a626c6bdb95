import type { letters as en } from "./en.ts";

export const letters: Readonly<Record<keyof typeof en, string>> = {
  "letter.about": "Zu deiner Meldung vom {day}: {said}",
  "letter.nothing":
    "Die Moderation hat sie sich angesehen und nichts gefunden, wogegen sie nach den Regeln dieses Servers vorgehen muss.",
  "letter.acted": "Die Moderation hat sie sich angesehen und gehandelt.",
  "letter.actedSo": "Die Moderation hat sie sich angesehen und gehandelt: {deeds}.",
  "letter.broken": "Verletzt: {rules}.",
  "letter.quoted": "„{text}“",
  "letter.takenBack":
    "Die Moderation hat zurückgenommen, was sie dazu entschieden hatte. Nichts davon gilt mehr.",
  "letter.undone":
    "Die Moderation hat zurückgenommen, was sie am {day} über {what} entschieden hatte. Nichts davon gilt mehr.",
  "letter.changed":
    "Die Moderation hat einen Teil dessen zurückgenommen, was sie dazu entschieden hatte. Weiter gilt: {deeds}.",
  "letter.answer": "Du kannst auf diese Nachricht antworten: Die Moderation liest es.",
  "letter.did.remove": "es wurde entfernt",
  "letter.did.suspend": "das Konto wurde gesperrt",
  "letter.did.sensitive": "es wurde als heikel gekennzeichnet",
  "letter.did.label": "es bekam ein Etikett",
  "letter.did.note": "es bekam einen Hinweis zum Zusammenhang",
  "letter.did.defederate": "dieser Server hat mit dem anderen nichts mehr zu tun",
  "letter.passedOn.accepted":
    "Deine Meldung vom {day} wurde an {host} weitergegeben. Die Moderation von {host} hat gehandelt.",
  "letter.passedOn.rejected":
    "Deine Meldung vom {day} wurde an {host} weitergegeben. Die Moderation von {host} hat sie sich angesehen und nicht gehandelt.",
  "letter.passedOn.resolved":
    "Deine Meldung vom {day} wurde an {host} weitergegeben. Die Moderation von {host} hat sich darum gekümmert.",
  "mail.hello": "Hallo {name},",
  "mail.warning.subject": "Eine Nachricht der Moderation von {node}",
  "mail.warning.none": "die Moderation hat dir etwas dazu zu sagen, was du hier tust.",
  "mail.warning.sensitive":
    "die Moderation hat entschieden, dass alles, was du anhängst, von jetzt an als heikel gekennzeichnet wird.",
  "mail.warning.disable":
    "die Moderation hat dein Konto geschlossen. Du kannst dich nicht mehr anmelden; was du geschrieben hast, bleibt.",
  "mail.warning.silence":
    "die Moderation hat dein Konto eingeschränkt. An öffentlichen Orten sehen nur Leute deine Beiträge, die dir folgen.",
  "mail.warning.suspend":
    "die Moderation hat dein Konto gesperrt. Niemand sieht es mehr, und es wird gelöscht, wenn die Frist für einen Einspruch vorbei ist.",
  "mail.warning.mark_statuses_as_sensitive": "die Moderation hat Beiträge von dir als heikel gekennzeichnet.",
  "mail.warning.delete_statuses": "die Moderation hat Beiträge von dir entfernt.",
  "mail.warning.reasons": "Warum, und wie du Einspruch erhebst:",
  "mail.warning.said": "Sie schreibt:",
  "mail.appeal.subject": "Dein Einspruch bei der Moderation von {node}",
  "mail.appeal.granted":
    "die Moderation hat sich deinen Einspruch angesehen und zurückgenommen, was sie getan hat.",
  "mail.appeal.rejected":
    "die Moderation hat sich deinen Einspruch angesehen und bleibt bei dem, was sie getan hat.",
  "mail.appeal.page": "Die ganze Entscheidung:",
};
