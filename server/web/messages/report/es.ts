import type { report as en } from "./en.ts";

export const report: Readonly<Record<keyof typeof en, string>> = {
  "report.title": "Denunciar algo",
  "report.lead":
    "No necesitas una cuenta. No preguntamos quién eres, y no guardamos ni tu nombre ni tu dirección.",
  "report.urgent":
    "Si alguien está en peligro ahora, llama primero a los servicios de emergencia de tu país.",
  "report.url": "La dirección de la publicación o del perfil",
  "report.urlHint": "Tal como aparece en tu navegador: https://…",
  "report.category": "¿Qué tiene de malo?",
  "report.choose": "Elige lo que mejor encaje",
  "report.text": "¿Qué deberíamos saber? (opcional)",
  "report.textHint":
    "Con tus palabras, en cualquier idioma. No escribas nada que diga quién eres, a menos que quieras que lo sepamos.",
  "report.files": "Archivos que lo muestren (opcional)",
  "report.filesAgain": "Vuelve a elegir también tus archivos.",
  "report.filesHint":
    "Como mucho {count} imágenes, PDF o textos, de {size} megabytes cada uno. Solo los ven los moderadores.",
  "report.send": "Enviar la denuncia",
  "report.next": "Qué pasa después",
  "report.nextText":
    "Recibes un código. Con él podrás ver qué se decidió y hablar con los moderadores. Un moderador mira tu denuncia, normalmente en unos días.",
  "report.lookUpLink": "Ya tengo un código",
  "report.problems": "Hay algo que revisar.",

  "report.problem.url": "No encontramos esta dirección. Cópiala de tu navegador.",
  "report.problem.unreachable": "No pudimos llegar a esta dirección. Revísala o inténtalo más tarde.",
  "report.problem.category": "Elige qué tiene de malo.",
  "report.problem.text": "Tiene más de {most} caracteres.",
  "report.problem.files": "Hay más de {most} archivos.",
  "report.problem.size": "Un archivo es más grande de lo permitido.",
  "report.problem.type":
    "Un archivo es de un tipo que no se acepta. Se aceptan imágenes, PDF y texto sin formato.",
  "report.problem.stale":
    "El formulario estuvo abierto demasiado tiempo o ya se envió. Envíalo otra vez como está ahora.",
  "report.problem.fast":
    "Espera unos segundos antes de enviar el formulario: así no entran programas que envían miles.",
  "report.problem.noMoreFiles":
    "Llegan muchos archivos desde donde estás. Envía la denuncia sin archivos o inténtalo de nuevo mañana.",
  "report.problem.busy": "Llegan muchas denuncias desde donde estás. Inténtalo de nuevo en una hora.",
  "report.problem.line": "Ahora llegan muchas denuncias. Inténtalo otra vez dentro de un minuto.",
  "report.problem.incomplete":
    "El formulario no llegó entero, así que no se envió nada. Rellénalo y envíalo otra vez.",
  "report.problem.other": "La denuncia no se aceptó: {reason}",

  "receipt.title": "Gracias. Tu denuncia ha llegado.",
  "receipt.code": "Tu código",
  "receipt.keep":
    "Anótalo o hazle una foto ahora. No podemos mostrarlo otra vez, y nadie podrá dártelo después.",
  "receipt.next":
    "Un moderador mirará tu denuncia. Con el código podrás ver qué se decidió y responder si los moderadores tienen una pregunta.",
  "receipt.lookUp": "Consultarla",
  "receipt.again": "Denunciar otra cosa",

  "lookUp.title": "Consultar una denuncia",
  "lookUp.lead": "Con el código que recibiste puedes ver qué fue de tu denuncia.",
  "lookUp.code": "Tu código",
  "lookUp.codeHint": "Las mayúsculas, los espacios y los guiones no importan.",
  "lookUp.show": "Mostrar",
  "lookUp.unknown": "No hay ninguna denuncia con este código. Revísalo letra por letra.",
  "lookUp.busy": "Se probaron demasiados códigos desde donde estás. Inténtalo de nuevo en una hora.",
  "lookUp.found": "Tu denuncia",
  "lookUp.sent": "Enviada el {when}",
  "lookUp.open": "Espera a un moderador, o se está mirando.",
  "lookUp.acted": "Los moderadores han actuado.",
  "lookUp.dismissed": "Los moderadores no encontraron motivo para actuar.",
  "lookUp.decided": "Decidida el {when}",
  "lookUp.rule": "Infringía: {rule}",
  "lookUp.talk": "Hablar con los moderadores",
  "lookUp.noTalk": "Todavía nada. Puedes añadir algo que se te olvidó.",
  "lookUp.you": "Tú",
  "lookUp.moderators": "Los moderadores",
  "lookUp.message": "Tu mensaje",
  "lookUp.messageHint":
    "No escribas nada que diga quién eres, a menos que quieras que los moderadores lo sepan.",
  "lookUp.send": "Enviar",
  "lookUp.sentMessage": "Se envió tu mensaje.",
  "lookUp.messageProblem": "El mensaje no se envió: está vacío o es demasiado largo.",
};
