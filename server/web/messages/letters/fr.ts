import type { letters as en } from "./en.ts";

export const letters: Readonly<Record<keyof typeof en, string>> = {
  "letter.about": "Au sujet de votre signalement du {day} : {said}",
  "letter.nothing":
    "La modération l’a examiné et n’a rien trouvé contre quoi elle doive agir selon les règles de ce serveur.",
  "letter.acted": "La modération l’a examiné et a agi.",
  "letter.actedSo": "La modération l’a examiné et a agi : {deeds}.",
  "letter.broken": "Règles enfreintes : {rules}.",
  "letter.quoted": "« {text} »",
  "letter.takenBack":
    "La modération est revenue sur ce qu’elle avait décidé à ce sujet. Plus rien n’en est en vigueur.",
  "letter.changed":
    "La modération est revenue sur une partie de ce qu’elle avait décidé à ce sujet. Restent en vigueur : {deeds}.",
  "letter.answer": "Vous pouvez répondre à ce message : la modération le lit.",
  "letter.did.remove": "la publication a été retirée",
  "letter.did.suspend": "le compte a été suspendu",
  "letter.did.sensitive": "le contenu a été marqué comme sensible",
  "letter.did.label": "une étiquette a été apposée",
  "letter.did.note": "une note de contexte a été ajoutée",
  "letter.did.defederate": "ce serveur n’a plus de lien avec le leur",
  "letter.passedOn.accepted":
    "Votre signalement du {day} a été transmis à {host}. La modération de {host} a agi.",
  "letter.passedOn.rejected":
    "Votre signalement du {day} a été transmis à {host}. La modération de {host} l’a examiné et n’a pas agi.",
  "letter.passedOn.resolved":
    "Votre signalement du {day} a été transmis à {host}. La modération de {host} s’en est occupée.",
};
