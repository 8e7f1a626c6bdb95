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
  "letter.undone":
    "La modération est revenue sur ce qu’elle avait décidé le {day} à propos de {what}. Plus rien n’en est en vigueur.",
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
  "mail.hello": "Bonjour {name},",
  "mail.warning.subject": "Un message de la modération de {node}",
  "mail.warning.none": "La modération a quelque chose à vous dire sur ce que vous faites ici.",
  "mail.warning.sensitive":
    "La modération a décidé que tout ce que vous joindrez sera désormais marqué comme sensible.",
  "mail.warning.disable":
    "La modération a fermé votre compte. Vous ne pouvez plus vous connecter ; ce que vous avez écrit reste.",
  "mail.warning.silence":
    "La modération a limité votre compte. Dans les espaces publics, seules les personnes qui vous suivent voient vos publications.",
  "mail.warning.suspend":
    "La modération a suspendu votre compte. Plus personne ne le voit, et il sera effacé à la fin du délai de recours.",
  "mail.warning.mark_statuses_as_sensitive":
    "La modération a marqué des publications de vous comme sensibles.",
  "mail.warning.delete_statuses": "La modération a retiré des publications de vous.",
  "mail.warning.reasons": "Pourquoi, et comment faire un recours :",
  "mail.warning.said": "Elle écrit :",
  "mail.appeal.subject": "Votre recours auprès de la modération de {node}",
  "mail.appeal.granted": "La modération a examiné votre recours et est revenue sur ce qu’elle avait fait.",
  "mail.appeal.rejected": "La modération a examiné votre recours et maintient ce qu’elle a fait.",
  "mail.appeal.page": "La décision entière :",
};
