import type { Said, StarterName } from "./said.ts";

export const fr: Readonly<Record<StarterName, Said>> = {
  advertising: {
    text: "Un compte vieux d’une semaine répond en une heure à quarante inconnus, chaque fois avec les mêmes mots : « Votre fil mérite mieux. Gagnez de l’argent chez vous, lien dans la bio ! »",
    rule: "Pas de publicité non sollicitée.",
    why: "La même publicité envoyée à beaucoup d’inconnus est du spam, quoi qu’elle propose. Retirer les messages suffit à l’arrêter ; rien de plus doux n’y suffit.",
  },
  disagreement: {
    text: "Dans une discussion animée sur une piste cyclable, quelqu’un écrit : « Vous n’avez manifestement jamais lu le plan que vous critiquez. » L’autre personne le signale comme du harcèlement.",
    rule: "Pas d’attaques personnelles.",
    why: "C’est vif, et cela porte sur ce que l’autre a dit, non sur qui est cette personne. Un désaccord qui blesse n’est pas une attaque.",
  },
  whereabouts: {
    text: "« Puisqu’elle ne me répond pas : elle travaille à la boulangerie de la rue du Moulin et finit à six heures. Allez le lui demander vous-mêmes. » La personne nommée a un compte sous un autre nom.",
    rule: "Pas d’informations privées sur autrui sans son accord.",
    why: "Dire où trouver quelqu’un à des gens en colère contre elle est dangereux tant que c’est affiché. Un avertissement le laisse en place.",
  },
  nude: {
    text: "Une peintre publie un nu de son cours de dessin, sans avertissement. Quelqu’un le signale comme pornographique.",
    rule: "La nudité est bienvenue derrière un avertissement.",
    why: "La règle permet l’image et demande qu’elle soit couverte. La couvrir fait ce que la règle demande, un mot à la peintre aussi ; la retirer irait plus loin que la règle.",
  },
  vermin: {
    text: "Sous la photo d’une famille au marché : « On ne devrait pas laisser entrer cette vermine dans le pays. » Le compte a déjà publié des choses semblables et a été averti.",
    rule: "Pas de haine envers des personnes pour leur origine, leur religion, leur sexe, leur orientation ou leur handicap.",
    why: "Traiter des gens de vermine pour leur origine est exactement ce que vise la règle, et un avertissement a déjà été essayé.",
  },
  mistake: {
    text: "« Les nouveaux horaires du bac commencent lundi ! » Ils commencent mardi ; l’auteur s’est trompé de jour et le corrige en dessous quand quelqu’un le dit.",
    rule: "Pas de faussetés délibérées sur les affaires publiques.",
    why: "Une erreur que son auteur corrige n’est pas délibérée, et il ne reste rien à faire.",
  },
  distress: {
    text: "« Troisième mauvaise semaine de suite. Je ne veux pas me faire de mal, mais je suis tellement las de tout. » Quelqu’un le signale par inquiétude.",
    rule: "Pas d’encouragement à se faire du mal.",
    why: "Parler de sa propre détresse n’encourage personne. Ce qui aide, c’est quelqu’un qui répond, non une règle qu’on applique.",
  },
};
