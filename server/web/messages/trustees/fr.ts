import type { trustees as en } from "./en.ts";

export const trustees: Readonly<Record<keyof typeof en, string>> = {
  "event.panel-opened": "Un jury a été demandé",
  "event.panel-drawn": "Un jury a été tiré au sort",
  "event.panel-decided": "Le jury a décidé : {kind}",
  "event.panel-failed": "Le jury n’a pas abouti",
  "event.panel-dissolved": "{who} a dissous le jury",
  "trustee.letter.subject": "Votre mandat de juré de {node}",
  "trustee.letter.invited":
    "Vous êtes invité·e à devenir juré·e de {node} : avec d’autres, vous jugeriez des cas qui sont signalés. Ce que cela demande, et comment accepter ou refuser :",
  "trustee.letter.drawn":
    "Vous avez été tiré·e au sort pour un jury. Vous votez en secret avant de parler avec les autres. Si vous avez un intérêt dans le cas, ou pas le temps, laissez votre place :",
  "trustee.letter.reveal":
    "Tous les membres d’un de vos jurys ont voté. Ouvrez sa page pour que votre vote soit montré :",
  "trustee.letter.deliberate":
    "Les votes d’un de vos jurys sont montrés. Maintenant vous en parlez, écrivez ensemble les motifs, et confirmez ou changez votre vote :",
  "trustee.letter.sign": "Un de vos jurys est parvenu à une décision. Lisez-la et signez-la :",
  "trustee.letter.reminded": "Un jury vous attend. Qui se tait perd son vote :",
  "trustee.letter.decided": "Un de vos jurys a décidé. La décision, telle qu’elle est signée :",
  "trustee.letter.failed": "Un de vos jurys n’a pas abouti ; son cas est de nouveau chez les modérateurs :",
  "trustee.letter.removed": "Vous n’êtes plus juré·e. Le motif, et ce que vous avez signé :",
  "trustee.letter.term":
    "Votre mandat de juré·e est terminé. Merci d’avoir jugé avec nous. Ce que vous avez signé :",
};
