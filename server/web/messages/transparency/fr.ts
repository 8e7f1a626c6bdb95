import type { transparency as en } from "./en.ts";

export const transparency: Readonly<Record<keyof typeof en, string>> = {
  "transparency.title": "Transparence",
  "transparency.lead":
    "Ce qui a été décidé ici sur des messages et des comptes, qui l'a trouvé, qui a décidé, ce qui a été annulé et combien de temps cela a pris.",
  "transparency.about":
    "Ce sont les chiffres que demandent les Principes de Santa Clara sur la transparence et la responsabilité en matière de modération de contenu : chiffres, notification et recours.",
  "transparency.principles": "Lire les principes (en anglais)",
  "transparency.period": "Du {from} au {until}",
  "transparency.periods": "Autres périodes",
  "transparency.earlier": "La période précédente",
  "transparency.later": "La période suivante",
  "transparency.counted": "Compté le {when}. L'état des choses est celui de ce moment.",
  "transparency.small":
    "Les nombres inférieurs à {least} ne sont pas montrés, sauf 0, pour que personne n'y soit reconnu ; ni d'autres dont ils se déduiraient. Un tiret les remplace.",
  "transparency.held": "non montré",
  "transparency.empty": "Rien n'a été décidé, signalé ni contesté pendant cette période.",
  "transparency.never": "Rien n'a encore été décidé ni signalé ici.",
  "transparency.firstOn":
    "Les premiers chiffres seront ici le {when}, quand la période de la première décision sera finie.",
  "transparency.none": "Rien pendant cette période.",
  "transparency.few": "Trop peu pendant cette période pour en dire quelque chose sans en dire trop.",
  "transparency.files": "Les mêmes chiffres pour les programmes :",
  "transparency.automated": "Décidé sans personne : {share} de tout ce qui a été fait.",
  "transparency.badPeriod":
    "Il n'y a pas de chiffres pour ces jours. Il y en a pour des périodes entières qui sont finies.",
  "transparency.latest": "Les derniers chiffres",
  "transparency.total": "Tout",
  "transparency.reversed": "Annulé en tout",
  "transparency.rest": "Tous les autres",
  "transparency.median": "La moitié en",
  "transparency.ninetieth": "Neuf sur dix en",
  "transparency.minutes": "{count, plural, one {# minute} many {# de minutes} other {# minutes}}",
  "transparency.hours": "{count, plural, one {# heure} other {# heures}}",
  "transparency.days": "{count, plural, one {# jour} other {# jours}}",

  "section.numbers": "Chiffres",
  "section.notice": "Notification",
  "section.appeals": "Recours et annulations",
  "section.reports": "Signalements",
  "section.times": "Délais",

  "figure.actions-by-category": "Ce qui a été fait, selon ce qui n'allait pas",
  "figure.actions-by-category.text":
    "Chaque mesure sur un message, un compte, un serveur ou un mot-dièse, aussi d'autres serveurs pour ce qui s'en voit ici, selon la catégorie que nomme son exposé des motifs.",
  "figure.actions-by-kind": "Ce qui a été fait, selon la mesure",
  "figure.actions-by-kind.text":
    "Les mêmes mesures, selon ce qui a été fait. Deux mesures sur un message comptent pour deux.",
  "figure.actions-by-finder": "Qui l'a trouvé, et qui a décidé",
  "figure.actions-by-finder.text":
    "Les mêmes mesures. S'il y avait un signalement au moment de la décision, c'est le premier qui compte ; sinon une règle, une liste ou l'équipe de modération. Une règle ou une liste a décidé seule là où personne n'a regardé avant.",
  "figure.holds": "Ce que des règles ont retenu jusqu'à ce que quelqu'un regarde",
  "figure.holds.text":
    "Les messages, profils et demandes d'inscription qu'une règle a retenus, selon ce qu'ils sont devenus. Ce que personne n'a regardé à temps est refusé ou laissé passer, selon le réglage de ce site.",
  "figure.notices": "Qui a été informé",
  "figure.notices.text":
    "Les mêmes mesures, selon que la personne concernée a été informée avec les motifs. Ce site informe les siens ; ailleurs, c'est leur serveur qui informe, s'il le fait.",
  "figure.reversals-by-rule": "Ce qui a été annulé, par règle",
  "figure.reversals-by-rule.text":
    "Les mêmes mesures, selon la règle de ce site qui n'a pas été respectée, et leur état actuel. Est annulé ce qui a été levé avant son terme ou remplacé par une autre décision : après un recours accepté, ou de nous-mêmes.",
  "figure.reversals-by-language": "Ce qui a été annulé, par langue",
  "figure.reversals-by-language.text":
    "Les mêmes mesures, selon la langue indiquée pour le message, et leur état actuel.",
  "figure.appeals-by-side": "Qui a fait un recours, et contre quelle décision",
  "figure.appeals-by-side.text":
    "Chaque recours fait pendant cette période, contre n'importe quelle décision, selon son résultat.",
  "figure.appeals-by-kind": "Recours, selon la mesure",
  "figure.appeals-by-kind.text": "Les mêmes recours, selon la mesure contestée.",
  "figure.appeals-by-rule": "Recours, par règle",
  "figure.appeals-by-rule.text":
    "Les mêmes recours, selon la règle qui n'a pas été respectée d'après la décision.",
  "figure.reports-by-source": "Signalements, selon leur origine",
  "figure.reports-by-source.text":
    "Chaque signalement reçu, selon son résultat. Plusieurs signalements de la même chose par un autre serveur comptent pour un.",
  "figure.reports-by-category": "Signalements, selon ce qui n'allait pas",
  "figure.reports-by-category.text": "Les mêmes signalements, selon la catégorie choisie en signalant.",
  "figure.report-to-decision": "Du signalement à la décision",
  "figure.report-to-decision.text":
    "Du premier signalement de ce que concerne une mesure jusqu'à cette mesure, quand une personne ou un jury a décidé.",
  "figure.report-to-decision-by-rule": "Du signalement à la décision, par règle",
  "figure.report-to-decision-by-rule.text": "Les mêmes délais, selon la règle qui n'a pas été respectée.",
  "figure.report-to-decision-by-language": "Du signalement à la décision, par langue",
  "figure.report-to-decision-by-language.text": "Les mêmes délais, selon la langue indiquée pour le message.",
  "figure.appeal-to-answer": "Du recours à la réponse",
  "figure.appeal-to-answer.text": "Pour les recours faits pendant cette période qui ont une réponse.",

  "column.post": "Messages",
  "column.account": "Comptes",
  "column.other": "Serveurs, mots-dièse",
  "column.moderator": "Une personne de la modération",
  "column.panel": "Un jury",
  "column.rule": "Une règle seule",
  "column.list": "Une liste seule",
  "column.server": "Un autre serveur",
  "column.stands": "Maintenu",
  "column.appeal": "Annulé après recours",
  "column.ourselves": "Annulé de nous-mêmes",
  "column.granted": "Acceptés",
  "column.rejected": "Rejetés",
  "column.open": "En cours",
  "column.acted": "Suivis d'une mesure",
  "column.not-acted": "Sans mesure",
  "column.released": "Laissé passer",
  "column.refused": "Refusé",
  "column.expired": "Personne n'a regardé à temps",
  "column.held": "En attente",

  "finder.here": "Signalé par quelqu'un qui a un compte ici",
  "finder.visitor": "Signalé par quelqu'un sans compte",
  "finder.server": "Communiqué par un autre serveur",
  "finder.rule": "Une règle de ce site",
  "finder.list": "Une liste que suit ce site",
  "finder.moderators": "L'équipe de modération elle-même",

  "notice.told": "Informé",
  "notice.not-told": "Non informé",
  "notice.elsewhere": "Personnes d'autres serveurs, ou personne",

  "side.author-moderator": "La personne concernée, contre la modération",
  "side.author-panel": "La personne concernée, contre un jury",
  "side.reporter-panel": "La personne qui a signalé, contre un jury",

  "held.post": "Messages d'autres serveurs",
  "held.edit": "Messages modifiés d'autres serveurs",
  "held.profile": "Profils d'autres serveurs",
  "held.own-post": "Messages de personnes d'ici",
  "held.own-edit": "Messages modifiés de personnes d'ici",
  "held.own-profile": "Profils de personnes d'ici",
  "held.boost": "Messages partagés par des groupes",
  "held.registration": "Demandes d'inscription",

  "ruleKey.none": "Aucune règle nommée",
  "ruleKey.several": "Plus d'une règle",
  "languageKey.und": "Non indiquée",
  "languageKey.zxx": "Pas un message",
};
