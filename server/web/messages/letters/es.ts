import type { letters as en } from "./en.ts";

export const letters: Readonly<Record<keyof typeof en, string>> = {
  "letter.about": "Sobre tu denuncia del {day}: {said}",
  "letter.nothing":
    "La moderación la ha revisado y no ha encontrado nada por lo que deba actuar según las normas de este servidor.",
  "letter.acted": "La moderación la ha revisado y ha actuado.",
  "letter.actedSo": "La moderación la ha revisado y ha actuado: {deeds}.",
  "letter.broken": "Se infringió: {rules}.",
  "letter.quoted": "«{text}»",
  "letter.takenBack":
    "La moderación ha retirado lo que había decidido sobre ella. Ya no hay nada de eso en vigor.",
  "letter.undone":
    "La moderación ha retirado lo que decidió el {day} sobre {what}. Nada de ello sigue en vigor.",
  "letter.changed":
    "La moderación ha retirado una parte de lo que había decidido sobre ella. Sigue en vigor: {deeds}.",
  "letter.answer": "Puedes responder a este mensaje: la moderación lo lee.",
  "letter.did.remove": "se eliminó",
  "letter.did.suspend": "se suspendió la cuenta",
  "letter.did.sensitive": "se marcó como delicado",
  "letter.did.label": "se le puso una etiqueta",
  "letter.did.note": "se le añadió una nota de contexto",
  "letter.did.defederate": "este servidor ya no tiene trato con el suyo",
  "letter.passedOn.accepted":
    "Tu denuncia del {day} se remitió a {host}. La moderación de {host} ha actuado.",
  "letter.passedOn.rejected":
    "Tu denuncia del {day} se remitió a {host}. La moderación de {host} la ha revisado y no ha actuado.",
  "letter.passedOn.resolved":
    "Tu denuncia del {day} se remitió a {host}. La moderación de {host} se ha ocupado de ella.",
  "mail.hello": "Hola, {name}:",
  "mail.warning.subject": "Un mensaje de la moderación de {node}",
  "mail.warning.none": "La moderación tiene algo que decirte sobre lo que haces aquí.",
  "mail.warning.sensitive":
    "La moderación ha decidido que todo lo que adjuntes se marque como delicado de ahora en adelante.",
  "mail.warning.disable":
    "La moderación ha cerrado tu cuenta. Ya no puedes iniciar sesión; lo que escribiste se queda.",
  "mail.warning.silence":
    "La moderación ha limitado tu cuenta. En los espacios públicos solo ven tus publicaciones quienes te siguen.",
  "mail.warning.suspend":
    "La moderación ha suspendido tu cuenta. Ya nadie la ve, y se borrará cuando termine el plazo para recurrir.",
  "mail.warning.mark_statuses_as_sensitive": "La moderación ha marcado publicaciones tuyas como delicadas.",
  "mail.warning.delete_statuses": "La moderación ha eliminado publicaciones tuyas.",
  "mail.warning.reasons": "Por qué, y cómo recurrir:",
  "mail.warning.said": "Dice:",
  "mail.appeal.subject": "Tu recurso ante la moderación de {node}",
  "mail.appeal.granted": "La moderación ha estudiado tu recurso y ha retirado lo que había hecho.",
  "mail.appeal.rejected": "La moderación ha estudiado tu recurso y mantiene lo que hizo.",
  "mail.appeal.page": "La decisión completa:",
};
