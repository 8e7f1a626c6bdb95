import type { trustees as en } from "./en.ts";

export const trustees: Readonly<Record<keyof typeof en, string>> = {
  "event.panel-opened": "Ein Gremium wurde angefordert",
  "event.panel-drawn": "Ein Gremium wurde ausgelost",
  "event.panel-decided": "Das Gremium hat entschieden: {kind}",
  "event.panel-failed": "Das Gremium kam zu keinem Ergebnis",
  "event.panel-dissolved": "{who} hat das Gremium aufgelöst",
  "trustee.letter.subject": "Dein Amt als Vertrauensperson von {node}",
  "trustee.letter.invited":
    "Du bist eingeladen, Vertrauensperson von {node} zu werden: Mit anderen würdest du über Fälle urteilen, die gemeldet werden. Was das bedeutet, und wie du zu- oder absagst:",
  "trustee.letter.drawn":
    "Du wurdest für ein Gremium ausgelost. Du stimmst verdeckt ab, bevor du mit den anderen sprichst. Wenn du befangen bist oder keine Zeit hast, überlass deinen Platz jemand anderem:",
  "trustee.letter.reveal":
    "In einem deiner Gremien haben alle abgestimmt. Öffne seine Seite, damit deine Stimme gezeigt wird:",
  "trustee.letter.deliberate":
    "Die Stimmen eines deiner Gremien liegen offen. Jetzt sprecht ihr darüber, schreibt gemeinsam die Gründe, und du bestätigst oder änderst deine Stimme:",
  "trustee.letter.sign":
    "Eines deiner Gremien ist zu einer Entscheidung gekommen. Lies sie und unterschreibe sie:",
  "trustee.letter.reminded": "Ein Gremium wartet auf dich. Wer schweigt, verliert die Stimme:",
  "trustee.letter.decided":
    "Eines deiner Gremien hat entschieden. Die Entscheidung, wie sie unterschrieben ist:",
  "trustee.letter.failed":
    "Eines deiner Gremien kam zu keinem Ergebnis; der Fall ist wieder bei der Moderation:",
  "trustee.letter.removed": "Du bist keine Vertrauensperson mehr. Der Grund, und was du unterschrieben hast:",
  "trustee.letter.term":
    "Deine Amtszeit als Vertrauensperson ist vorbei. Danke, dass du mit uns geurteilt hast. Was du unterschrieben hast:",
};
