import type { trustees as en } from "./en.ts";

export const trustees: Readonly<Record<keyof typeof en, string>> = {
  "event.panel-opened": "Se pidió un jurado",
  "event.panel-drawn": "Se sorteó un jurado",
  "event.panel-decided": "El jurado decidió: {kind}",
  "event.panel-failed": "El jurado no llegó a nada",
  "event.panel-dissolved": "{who} disolvió el jurado",
  "trustee.letter.subject": "Tu función como jurado de {node}",
  "trustee.letter.invited":
    "Te invitan a ser jurado de {node}: con otras personas juzgarías casos que se denuncian. Qué te pide, y cómo decir sí o no:",
  "trustee.letter.drawn":
    "Has salido en el sorteo de un jurado. Votas en secreto antes de hablar con los demás. Si tienes algún interés en el caso, o no tienes tiempo, deja tu lugar a otra persona:",
  "trustee.letter.reveal":
    "Todos los miembros de un jurado tuyo han votado. Abre su página para que se muestre tu voto:",
  "trustee.letter.deliberate":
    "Se muestran los votos de un jurado tuyo. Ahora habláis, escribís juntos los motivos, y confirmas o cambias tu voto:",
  "trustee.letter.sign": "Un jurado tuyo ha llegado a una decisión. Léela y fírmala:",
  "trustee.letter.reminded": "Un jurado te espera. Quien calla pierde su voto:",
  "trustee.letter.decided": "Un jurado tuyo ha decidido. La decisión, tal como está firmada:",
  "trustee.letter.failed": "Un jurado tuyo no llegó a nada y su caso vuelve a la moderación:",
  "trustee.letter.removed": "Ya no eres jurado. La causa, y lo que has firmado:",
  "trustee.letter.term":
    "Tu mandato como jurado ha terminado. Gracias por juzgar con nosotros. Lo que has firmado:",
};
