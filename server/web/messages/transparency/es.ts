import type { transparency as en } from "./en.ts";

export const transparency: Readonly<Record<keyof typeof en, string>> = {
  "transparency.title": "Transparencia",
  "transparency.lead":
    "Qué se decidió aquí sobre publicaciones y cuentas, quién lo encontró, quién decidió, qué se revocó y cuánto tardó.",
  "transparency.about":
    "Son las cifras que piden los Principios de Santa Clara sobre transparencia y responsabilidad en la moderación de contenidos: números, aviso y recurso.",
  "transparency.principles": "Leer los principios",
  "transparency.period": "Del {from} al {until}",
  "transparency.periods": "Otros períodos",
  "transparency.earlier": "El período anterior",
  "transparency.later": "El período siguiente",
  "transparency.counted": "Contado el {when}. El estado de cada cosa es el de ese momento.",
  "transparency.small":
    "Los números menores que {least} no se muestran, salvo 0, para que nadie pueda ser reconocido por ellos; tampoco otros de los que se deducirían. En su lugar hay una raya.",
  "transparency.held": "no se muestra",
  "transparency.empty": "En este período no se decidió, denunció ni recurrió nada.",
  "transparency.never": "Aquí todavía no se ha decidido ni denunciado nada.",
  "transparency.firstOn":
    "Las primeras cifras estarán aquí el {when}, cuando termine el período de la primera decisión.",
  "transparency.none": "Nada en este período.",
  "transparency.few": "Demasiado poco en este período para decir algo sin decir demasiado.",
  "transparency.files": "Las mismas cifras para programas:",
  "transparency.automated": "Decidido sin ninguna persona: {share} de todo lo que se hizo.",
  "transparency.badPeriod": "No hay cifras de esos días. Las hay de períodos enteros que han terminado.",
  "transparency.latest": "Las últimas cifras",
  "transparency.total": "Todo",
  "transparency.reversed": "Revocado en total",
  "transparency.rest": "Todo lo demás",
  "transparency.median": "La mitad en",
  "transparency.ninetieth": "Nueve de cada diez en",
  "transparency.minutes": "{count, plural, one {# minuto} other {# minutos}}",
  "transparency.hours": "{count, plural, one {# hora} other {# horas}}",
  "transparency.days": "{count, plural, one {# día} other {# días}}",

  "section.numbers": "Números",
  "section.notice": "Aviso",
  "section.appeals": "Recursos y revocaciones",
  "section.reports": "Denuncias",
  "section.times": "Plazos",

  "figure.actions-by-category": "Qué se hizo, según lo que estaba mal",
  "figure.actions-by-category.text":
    "Cada medida sobre una publicación, una cuenta, un servidor o una etiqueta, también de otros servidores en lo que se ve aquí, según la categoría que nombra su motivación.",
  "figure.actions-by-kind": "Qué se hizo, según la medida",
  "figure.actions-by-kind.text":
    "Las mismas medidas, según lo que se hizo. Dos medidas sobre una publicación son dos.",
  "figure.actions-by-finder": "Quién lo encontró y quién decidió",
  "figure.actions-by-finder.text":
    "Las mismas medidas. Si había una denuncia en el momento de la decisión, lo encontró quien denunció primero; si no, una norma, una lista o la propia moderación. Una norma o una lista decidió sola donde nadie miró antes.",
  "figure.holds": "Qué retuvieron las normas hasta que alguien miró",
  "figure.holds.text":
    "Publicaciones, perfiles y solicitudes de registro que retuvo una norma, según lo que fue de ellos. Lo que nadie miró a tiempo se rechaza o se deja pasar, como este sitio lo tenga ajustado.",
  "figure.notices": "A quién se avisó",
  "figure.notices.text":
    "Las mismas medidas, según si se avisó a la persona afectada con los motivos. Este sitio avisa a los suyos; a los demás los avisa su servidor, si lo hace.",
  "figure.reversals-by-rule": "Qué se revocó, por norma",
  "figure.reversals-by-rule.text":
    "Las mismas medidas, según la norma de este sitio que se incumplió, y su estado actual. Revocado es lo que se anuló antes de su fin o se sustituyó por otra decisión: tras un recurso concedido, o por iniciativa nuestra.",
  "figure.reversals-by-language": "Qué se revocó, por idioma",
  "figure.reversals-by-language.text":
    "Las mismas medidas, según el idioma que indica la publicación, y su estado actual.",
  "figure.appeals-by-side": "Quién recurrió y contra la decisión de quién",
  "figure.appeals-by-side.text":
    "Cada recurso hecho en este período, contra cualquier decisión, según su resultado.",
  "figure.appeals-by-kind": "Recursos, según la medida",
  "figure.appeals-by-kind.text": "Los mismos recursos, según la medida recurrida.",
  "figure.appeals-by-rule": "Recursos, por norma",
  "figure.appeals-by-rule.text":
    "Los mismos recursos, según la norma que se incumplió de acuerdo con la decisión.",
  "figure.reports-by-source": "Denuncias, según su origen",
  "figure.reports-by-source.text":
    "Cada denuncia recibida, según su resultado. Varias denuncias de lo mismo por otro servidor son una.",
  "figure.reports-by-category": "Denuncias, según lo que estaba mal",
  "figure.reports-by-category.text": "Las mismas denuncias, según la categoría que se eligió al denunciar.",
  "figure.report-to-decision": "De la denuncia a la decisión",
  "figure.report-to-decision.text":
    "Desde la primera denuncia de aquello a lo que se refiere una medida hasta esa medida, donde decidió una persona o un jurado.",
  "figure.report-to-decision-by-rule": "De la denuncia a la decisión, por norma",
  "figure.report-to-decision-by-rule.text": "Los mismos plazos, según la norma que se incumplió.",
  "figure.report-to-decision-by-language": "De la denuncia a la decisión, por idioma",
  "figure.report-to-decision-by-language.text":
    "Los mismos plazos, según el idioma que indica la publicación.",
  "figure.appeal-to-answer": "Del recurso a la respuesta",
  "figure.appeal-to-answer.text": "De los recursos hechos en este período que ya tienen respuesta.",

  "column.post": "Publicaciones",
  "column.account": "Cuentas",
  "column.other": "Servidores, etiquetas",
  "column.moderator": "Una persona de la moderación",
  "column.panel": "Un jurado",
  "column.rule": "Una norma sola",
  "column.list": "Una lista sola",
  "column.server": "Otro servidor",
  "column.stands": "Se mantiene",
  "column.appeal": "Revocado tras un recurso",
  "column.ourselves": "Revocado por iniciativa nuestra",
  "column.granted": "Concedidos",
  "column.rejected": "Rechazados",
  "column.open": "Pendientes",
  "column.acted": "Con medidas",
  "column.not-acted": "Sin medidas",
  "column.released": "Dejado pasar",
  "column.refused": "Rechazado",
  "column.expired": "Nadie miró a tiempo",
  "column.held": "En espera",

  "finder.here": "Denunciado por alguien con cuenta aquí",
  "finder.visitor": "Denunciado por alguien sin cuenta",
  "finder.server": "Comunicado por otro servidor",
  "finder.rule": "Una norma de este sitio",
  "finder.list": "Una lista que sigue este sitio",
  "finder.moderators": "La propia moderación",

  "notice.told": "Avisado",
  "notice.not-told": "No avisado",
  "notice.elsewhere": "Gente de otros servidores, o nadie",

  "side.author-moderator": "La persona afectada, contra la moderación",
  "side.author-panel": "La persona afectada, contra un jurado",
  "side.reporter-panel": "Quien denunció, contra un jurado",

  "held.post": "Publicaciones de otros servidores",
  "held.edit": "Publicaciones editadas de otros servidores",
  "held.profile": "Perfiles de otros servidores",
  "held.own-post": "Publicaciones de gente de aquí",
  "held.own-edit": "Publicaciones editadas de gente de aquí",
  "held.own-profile": "Perfiles de gente de aquí",
  "held.boost": "Publicaciones compartidas por grupos",
  "held.registration": "Solicitudes de registro",

  "ruleKey.none": "Ninguna norma nombrada",
  "ruleKey.several": "Más de una norma",
  "languageKey.und": "Sin indicar",
  "languageKey.zxx": "No es una publicación",
};
