import type { report as en } from "./en.ts";

export const report: Readonly<Record<keyof typeof en, string>> = {
  "report.title": "Signaler quelque chose",
  "report.lead":
    "Aucun compte n’est nécessaire. Nous ne demandons pas qui vous êtes, et ne gardons ni votre nom ni votre adresse.",
  "report.urgent": "Si quelqu’un est en danger maintenant, appelez d’abord les secours de votre pays.",
  "report.url": "L’adresse du message ou du profil",
  "report.urlHint": "Telle qu’elle figure dans votre navigateur : https://…",
  "report.category": "Qu’est-ce qui ne va pas ?",
  "report.choose": "Choisissez ce qui convient le mieux",
  "report.text": "Que devrions-nous savoir ? (facultatif)",
  "report.textHint":
    "Avec vos mots, dans n’importe quelle langue. N’écrivez rien qui dise qui vous êtes, sauf si vous voulez que nous le sachions.",
  "report.files": "Des fichiers qui le montrent (facultatif)",
  "report.filesAgain": "Choisissez aussi de nouveau vos fichiers.",
  "report.filesHint":
    "Au plus {count} images, PDF ou textes, de {size} mégaoctets chacun. Seule la modération les voit.",
  "report.send": "Envoyer le signalement",
  "report.next": "Ce qui se passe ensuite",
  "report.nextText":
    "Vous recevez un code. Avec lui, vous verrez plus tard ce qui a été décidé, et pourrez parler avec la modération. Votre signalement est examiné, en général sous quelques jours.",
  "report.lookUpLink": "J’ai déjà un code",
  "report.problems": "Quelque chose est à revoir.",

  "report.problem.url": "Nous ne trouvons pas cette adresse. Copiez-la depuis votre navigateur.",
  "report.problem.unreachable":
    "Nous n’avons pas pu joindre cette adresse. Vérifiez-la, ou réessayez plus tard.",
  "report.problem.category": "Choisissez ce qui ne va pas.",
  "report.problem.text": "C’est plus long que {most} caractères.",
  "report.problem.files": "Il y a plus de {most} fichiers.",
  "report.problem.size": "Un fichier est plus gros que permis.",
  "report.problem.type":
    "Un fichier est d’un type qui n’est pas accepté. Les images, les PDF et le texte brut le sont.",
  "report.problem.stale":
    "Le formulaire est resté ouvert trop longtemps, ou a déjà été envoyé. Renvoyez-le tel qu’il est maintenant.",
  "report.problem.fast":
    "Attendez quelques secondes avant d’envoyer le formulaire : cela écarte les programmes qui en envoient des milliers.",
  "report.problem.noMoreFiles":
    "Beaucoup de fichiers viennent de là où vous êtes. Envoyez le signalement sans fichiers, ou réessayez demain.",
  "report.problem.busy": "Beaucoup de signalements viennent de là où vous êtes. Réessayez dans une heure.",
  "report.problem.line": "Beaucoup de signalements arrivent en ce moment. Réessayez dans une minute.",
  "report.problem.incomplete":
    "Le formulaire n’est pas arrivé en entier : rien n’a été envoyé. Remplissez-le et envoyez-le encore une fois.",
  "report.problem.other": "Le signalement n’a pas été accepté : {reason}",

  "receipt.title": "Merci. Votre signalement est arrivé.",
  "receipt.code": "Votre code",
  "receipt.keep":
    "Notez-le ou photographiez-le maintenant. Nous ne pourrons plus le montrer, et personne ne pourra vous le redonner.",
  "receipt.next":
    "Votre signalement va être examiné. Avec le code, vous verrez ce qui a été décidé, et pourrez répondre si la modération a une question.",
  "receipt.lookUp": "Le consulter",
  "receipt.again": "Signaler autre chose",

  "lookUp.title": "Consulter un signalement",
  "lookUp.lead": "Avec le code que vous avez reçu, vous voyez ce qu’est devenu votre signalement.",
  "lookUp.code": "Votre code",
  "lookUp.codeHint": "Les majuscules, les espaces et les tirets n’ont pas d’importance.",
  "lookUp.show": "Montrer",
  "lookUp.unknown": "Aucun signalement n’a ce code. Vérifiez-le lettre par lettre.",
  "lookUp.busy": "Trop de codes ont été essayés de là où vous êtes. Réessayez dans une heure.",
  "lookUp.found": "Votre signalement",
  "lookUp.sent": "Envoyé le {when}",
  "lookUp.open": "Il attend d’être examiné, ou il est en cours d’examen.",
  "lookUp.acted": "La modération a agi.",
  "lookUp.dismissed": "La modération n’a pas trouvé lieu d’agir.",
  "lookUp.decided": "Tranché le {when}",
  "lookUp.rule": "Cela enfreignait : {rule}",
  "lookUp.talk": "Parler avec la modération",
  "lookUp.noTalk": "Rien encore. Vous pouvez ajouter ce que vous aviez oublié.",
  "lookUp.you": "Vous",
  "lookUp.moderators": "La modération",
  "lookUp.message": "Votre message",
  "lookUp.messageHint":
    "N’écrivez rien qui dise qui vous êtes, sauf si vous voulez que la modération le sache.",
  "lookUp.send": "Envoyer",
  "lookUp.sentMessage": "Votre message a été envoyé.",
  "lookUp.messageProblem": "Le message n’a pas été envoyé : il est vide ou trop long.",
};
