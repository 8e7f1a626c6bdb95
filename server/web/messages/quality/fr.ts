import type { quality as english } from "./en.ts";

export const quality: Readonly<Record<keyof typeof english, string>> = {
  "quality.tab": "Bilan",
  "quality.record.title": "Votre bilan de juré·e",
  "quality.record.lead":
    "Ce que l’on peut dire de la façon dont vous avez jugé. Personne d’autre que vous ne le voit, et cela ne pondère jamais les votes : chaque bulletin compte autant, et le tirage au sort n’en dépend pas.",
  "quality.record.none": "Vous n’êtes pas juré·e ici.",
  "quality.none":
    "Il n’y a pas encore de chiffres. Ils sont établis dans la journée qui suit la première décision.",
  "quality.asOf":
    "État au {when}. Comptés d’après les premiers votes, émis avant que quiconque ait vu ceux des autres, dans les jurys qui ont décidé.",
  "quality.seats": "Vos sièges",
  "quality.seats.drawn": "Jurys pour lesquels vous avez été tiré·e au sort",
  "quality.seats.silent": "Bulletins perdus par silence",
  "quality.seats.recused": "Sièges quittés pour conflit d’intérêts",
  "quality.seats.declined": "Sièges quittés faute de temps",
  "quality.votes": "Vos premiers votes",
  "quality.votes.count": "Premiers votes",
  "quality.asDecided": "Pour ce que le jury a décidé",
  "quality.graver": "Plus sévères que le milieu du jury",
  "quality.milder": "Plus cléments que le milieu du jury",
  "quality.changed": "Changés après la délibération",
  "quality.of": "{count} sur {all} ({share})",
  "quality.reversed": "Décisions remplacées par un jury plus grand",
  "quality.reliability": "Fiabilité",
  "quality.between": "{share}, probablement entre {low} et {high}",
  "quality.tooFew": "trop peu de votes pour le dire",
  "quality.byTopic": "Par sujet",
  "quality.byLanguage": "Par langue",
  "quality.topic": "Sujet",
  "quality.language": "Langue",
  "quality.noLanguage": "Aucune connue",
  "quality.repeat": "Cas d’entraînement à revoir",
  "quality.repeat.text":
    "Sur ces sujets, les jurys ont plus souvent décidé autrement que votre premier vote. Il n’en résulte rien d’autre que cette suggestion.",
  "quality.repeat.none": "Il n’y a pas encore de cas d’entraînement à ce sujet dans vos langues.",
  "quality.meaning": "Ce que les chiffres disent, et ce qu’ils ne disent pas",
  "quality.means.reliability":
    "La fiabilité estime quelle part des premiers votes va à ce que tous les premiers votes ensemble rendent le plus probable (Dawid et Skene, 1979). Elle ne dit pas qui a raison : un jury peut se tromper ensemble, et qui voit ce que les autres négligent paraît peu fiable.",
  "quality.means.graver":
    "Plus sévère et plus clément comparent un premier vote à celui du milieu du même jury. S’écarter n’est pas une faute : les jurys ont besoin de personnes qui le font.",
  "quality.means.changed": "Changer d’avis après la délibération, c’est à cela que sert de délibérer.",
  "quality.means.reversed":
    "Une décision remplacée par un jury plus grand n’était pas négligente pour autant : elle pouvait être serrée, ou l’on en a su davantage ensuite.",
  "quality.means.small": "Rien n’est montré sur moins de {least} votes, jurys ou personnes.",
  "quality.title": "Comment les jurys jugent",
  "quality.lead":
    "Des chiffres sur tous les jurys, et sur personne en particulier. Ils ne pondèrent jamais les votes, et le tirage au sort n’en dépend pas.",
  "quality.uneven": "Plus que le hasard n’explique",
  "quality.uneven.graver":
    "Les décisions sur {group} sont plus sévères que les autres sur les mêmes sujets : {severity} sur une échelle dont le milieu est {middle}, dans {panels, plural, one {# jury} other {# jurys}}. Le hasard seul en fait autant dans {chance} des cas.",
  "quality.uneven.milder":
    "Les décisions sur {group} sont plus clémentes que les autres sur les mêmes sujets : {severity} sur une échelle dont le milieu est {middle}, dans {panels, plural, one {# jury} other {# jurys}}. Le hasard seul en fait autant dans {chance} des cas.",
  "quality.even": "Aucune langue ne s’écarte au-delà du hasard, pour autant que les chiffres le disent.",
  "quality.all": "Tous les jurys",
  "quality.panels": "Jurys",
  "quality.people": "Juré·es ayant jugé",
  "quality.alpha": "Accord avant la délibération (alpha)",
  "quality.lost": "Bulletins perdus",
  "quality.quartiles": "Fiabilité : un quart, la moitié, trois quarts des {people} juré·es sont au-dessous",
  "quality.draws":
    "Sièges en 30 jours parmi les {people} juré·es qui pouvaient être tiré·es tout du long : minimum, milieu, maximum",
  "quality.agreement.topics": "Accord par sujet",
  "quality.agreement.languages": "Accord par langue",
  "quality.levels": "De l’ouverture d’un jury à sa décision, et recours",
  "quality.level": "Jury",
  "quality.level.0": "Premier",
  "quality.level.1": "Recours",
  "quality.level.2": "Second recours",
  "quality.decisions": "Décisions",
  "quality.median": "La moitié a pris moins de",
  "quality.ninth": "Neuf sur dix ont pris moins de",
  "quality.hours": "{count, plural, one {# heure} other {# heures}}",
  "quality.heard": "Entendues en recours",
  "quality.replaced": "Remplacées",
  "quality.rules": "Recours par règle",
  "quality.rule": "Règle",
  "quality.severity.languages": "Sévérité des premières décisions par langue",
  "quality.severity.origins": "Sévérité en matière de haine et de harcèlement, selon l’origine de l’objet",
  "quality.origin": "Objet",
  "quality.origin.local": "Ce serveur",
  "quality.origin.remote": "D’autres serveurs",
  "quality.severity": "Sévérité",
  "quality.chance": "Par hasard",
  "quality.means.alpha":
    "L’alpha (Krippendorff) vaut 1 quand les membres d’un jury votent pareil avant de se parler, et 0 quand ils s’accordent comme au hasard. Un alpha bas peut vouloir dire que des règles sont floues ou des cas difficiles ; il ne dit rien d’aucun·e juré·e.",
  "quality.means.severity":
    "La sévérité est le rang d’une décision parmi celles de son sujet : 50 % est le milieu. Une différence entre langues peut venir des cas signalés, et non de préjugés. Regardez des décisions avant de conclure.",
  "quality.means.origin":
    "Qui est visé par la haine ou le harcèlement n’est pas noté ici, et rien n’en est donc dit : seulement de la langue, et de l’appartenance de l’objet à ce serveur.",
  "quality.means.draws":
    "Le tirage est public et peut être refait. Les langues, les communautés et les conflits d’intérêts rendent certains sièges plus probables ; de grandes différences disent qu’il manque des juré·es.",
};
