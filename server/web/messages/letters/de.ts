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
};
