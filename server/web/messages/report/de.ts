import type { report as en } from "./en.ts";

export const report: Readonly<Record<keyof typeof en, string>> = {
  "report.title": "Etwas melden",
  "report.lead":
    "Du brauchst kein Konto. Wir fragen nicht, wer du bist, und behalten weder deinen Namen noch deine Adresse.",
  "report.urgent": "Wenn jetzt jemand in Gefahr ist, ruf zuerst den Notruf deines Landes an.",
  "report.url": "Die Adresse des Beitrags oder Profils",
  "report.urlHint": "So, wie sie in deinem Browser steht: https://…",
  "report.category": "Was ist damit nicht in Ordnung?",
  "report.choose": "Wähle, was am besten passt",
  "report.text": "Was sollten wir wissen? (freiwillig)",
  "report.textHint":
    "In deinen Worten, in jeder Sprache. Schreib nichts, was sagt, wer du bist – außer du möchtest, dass wir es wissen.",
  "report.files": "Dateien, die es zeigen (freiwillig)",
  "report.filesAgain": "Wähle auch deine Dateien noch einmal aus.",
  "report.filesHint":
    "Höchstens {count} Bilder, PDFs oder Texte mit je {size} Megabyte. Nur die Moderation sieht sie.",
  "report.send": "Meldung senden",
  "report.next": "Wie es weitergeht",
  "report.nextText":
    "Du bekommst einen Code. Damit kannst du später sehen, was entschieden wurde, und mit der Moderation sprechen. Meist sieht sich innerhalb einiger Tage jemand deine Meldung an.",
  "report.lookUpLink": "Ich habe schon einen Code",
  "report.problems": "Etwas braucht noch einen Blick.",

  "report.problem.url": "Diese Adresse finden wir nicht. Kopiere sie aus deinem Browser.",
  "report.problem.unreachable":
    "Wir konnten diese Adresse nicht erreichen. Prüfe sie, oder versuch es später noch einmal.",
  "report.problem.category": "Wähle, was damit nicht in Ordnung ist.",
  "report.problem.text": "Das ist länger als {most} Zeichen.",
  "report.problem.files": "Es sind mehr als {most} Dateien.",
  "report.problem.size": "Eine Datei ist größer als erlaubt.",
  "report.problem.type":
    "Eine Datei ist von einer Art, die hier nicht angenommen wird. Bilder, PDFs und reiner Text gehen.",
  "report.problem.stale":
    "Das Formular war zu lange offen oder wurde schon gesendet. Bitte sende es so, wie es jetzt ist, noch einmal.",
  "report.problem.fast":
    "Bitte warte ein paar Sekunden, bevor du das Formular sendest: Das hält Programme fern, die Tausende senden.",
  "report.problem.noMoreFiles":
    "Von dort, wo du bist, kommen viele Dateien. Bitte schicke die Meldung ohne Dateien oder versuche es morgen noch einmal.",
  "report.problem.busy":
    "Von dort, wo du bist, kommen viele Meldungen. Bitte versuch es in einer Stunde noch einmal.",
  "report.problem.line": "Gerade kommen viele Meldungen an. Bitte versuche es in einer Minute noch einmal.",
  "report.problem.incomplete":
    "Das Formular kam nicht vollständig an, es wurde also nichts gesendet. Bitte fülle es aus und sende es noch einmal.",
  "report.problem.other": "Die Meldung wurde nicht angenommen: {reason}",

  "receipt.title": "Danke. Deine Meldung ist angekommen.",
  "receipt.code": "Dein Code",
  "receipt.keep":
    "Schreib ihn jetzt auf oder fotografiere ihn. Wir können ihn nicht noch einmal zeigen, und niemand kann ihn dir später geben.",
  "receipt.next":
    "Jemand von der Moderation sieht sich deine Meldung an. Mit dem Code siehst du, was entschieden wurde, und kannst auf Fragen antworten.",
  "receipt.lookUp": "Nachsehen",
  "receipt.again": "Noch etwas melden",

  "lookUp.title": "Eine Meldung nachsehen",
  "lookUp.lead": "Mit dem Code, den du bekommen hast, siehst du, was aus deiner Meldung geworden ist.",
  "lookUp.code": "Dein Code",
  "lookUp.codeHint": "Großbuchstaben, Leerzeichen und Bindestriche spielen keine Rolle.",
  "lookUp.show": "Zeigen",
  "lookUp.unknown": "Zu diesem Code gibt es keine Meldung. Prüfe ihn Zeichen für Zeichen.",
  "lookUp.busy":
    "Von dort, wo du bist, wurden zu viele Codes probiert. Bitte versuch es in einer Stunde noch einmal.",
  "lookUp.found": "Deine Meldung",
  "lookUp.sent": "Gesendet {when}",
  "lookUp.open": "Sie wartet auf die Moderation oder wird gerade angesehen.",
  "lookUp.acted": "Die Moderation hat gehandelt.",
  "lookUp.dismissed": "Die Moderation fand keinen Grund zu handeln.",
  "lookUp.decided": "Entschieden {when}",
  "lookUp.rule": "Es verstieß gegen: {rule}",
  "lookUp.talk": "Mit der Moderation sprechen",
  "lookUp.noTalk": "Noch nichts. Du kannst ergänzen, was du vergessen hast.",
  "lookUp.you": "Du",
  "lookUp.moderators": "Die Moderation",
  "lookUp.message": "Deine Nachricht",
  "lookUp.messageHint":
    "Schreib nichts, was sagt, wer du bist – außer du möchtest, dass die Moderation es weiß.",
  "lookUp.send": "Senden",
  "lookUp.sentMessage": "Deine Nachricht wurde gesendet.",
  "lookUp.messageProblem": "Die Nachricht wurde nicht gesendet: Sie ist leer oder zu lang.",
};
