import type { quality as english } from "./en.ts";

export const quality: Readonly<Record<keyof typeof english, string>> = {
  "quality.tab": "Historial",
  "quality.record.title": "Tu historial como jurado",
  "quality.record.lead":
    "Lo que puede decirse de cómo has juzgado. Nadie más que tú lo ve, y nunca pondera los votos: cada voto cuenta lo mismo, y el sorteo no depende de ello.",
  "quality.record.none": "No eres jurado aquí.",
  "quality.none": "Todavía no hay cifras. Se calculan en el día que sigue a la primera decisión.",
  "quality.asOf":
    "A fecha de {when}. Se cuentan los primeros votos, emitidos antes de que nadie viera los de los demás, en jurados que han decidido.",
  "quality.seats": "Tus puestos",
  "quality.seats.drawn": "Jurados para los que saliste en el sorteo",
  "quality.seats.silent": "Votos perdidos por silencio",
  "quality.seats.recused": "Puestos dejados por tener interés en el caso",
  "quality.seats.declined": "Puestos dejados por falta de tiempo",
  "quality.votes": "Tus primeros votos",
  "quality.votes.count": "Primeros votos",
  "quality.asDecided": "A favor de lo que decidió el jurado",
  "quality.graver": "Más severos que el centro del jurado",
  "quality.milder": "Más leves que el centro del jurado",
  "quality.changed": "Cambiados tras la deliberación",
  "quality.of": "{count} de {all} ({share})",
  "quality.reversed": "Decisiones que un jurado mayor sustituyó",
  "quality.reliability": "Fiabilidad",
  "quality.between": "{share}, probablemente entre {low} y {high}",
  "quality.tooFew": "muy pocos votos para decirlo",
  "quality.byTopic": "Por tema",
  "quality.byLanguage": "Por idioma",
  "quality.topic": "Tema",
  "quality.language": "Idioma",
  "quality.noLanguage": "Ninguno conocido",
  "quality.repeat": "Casos de práctica que conviene repasar",
  "quality.repeat.text":
    "En estos temas los jurados decidieron más a menudo algo distinto de tu primer voto. De ello no se sigue nada más que esta sugerencia.",
  "quality.repeat.none": "Todavía no hay casos de práctica sobre esto en tus idiomas.",
  "quality.meaning": "Qué significan las cifras y qué no",
  "quality.means.reliability":
    "La fiabilidad estima qué parte de los primeros votos es por lo que todos los primeros votos juntos hacen más probable (Dawid y Skene, 1979). No dice quién tiene razón: un jurado puede equivocarse junto, y quien ve lo que otros pasan por alto parece poco fiable.",
  "quality.means.graver":
    "Más severo y más leve comparan un primer voto con el del centro del mismo jurado. Discrepar no es un defecto: los jurados necesitan personas que lo hagan.",
  "quality.means.changed": "Cambiar el voto tras la deliberación es para lo que se delibera.",
  "quality.means.reversed":
    "Una decisión que un jurado mayor sustituyó no fue descuidada por eso: pudo ser ajustada, o después se supo más.",
  "quality.means.small": "No se muestra nada de menos de {least} votos, jurados o personas.",
  "quality.title": "Cómo juzgan los jurados",
  "quality.lead":
    "Cifras sobre todos los jurados, y sobre nadie en particular. Nunca ponderan los votos, y el sorteo no depende de ellas.",
  "quality.uneven": "Más de lo que explica el azar",
  "quality.uneven.graver":
    "Las decisiones sobre {group} son más severas que otras sobre los mismos temas: {severity} en una escala cuyo centro es {middle}, en {panels, plural, one {# jurado} other {# jurados}}. El azar da otro tanto en {chance} de los casos.",
  "quality.uneven.milder":
    "Las decisiones sobre {group} son más leves que otras sobre los mismos temas: {severity} en una escala cuyo centro es {middle}, en {panels, plural, one {# jurado} other {# jurados}}. El azar da otro tanto en {chance} de los casos.",
  "quality.even": "Ningún idioma destaca más allá del azar, hasta donde dicen las cifras.",
  "quality.all": "Todos los jurados",
  "quality.panels": "Jurados",
  "quality.people": "Personas que juzgaron",
  "quality.alpha": "Acuerdo antes de la deliberación (alfa)",
  "quality.lost": "Votos perdidos",
  "quality.quartiles": "Fiabilidad: un cuarto, la mitad, tres cuartos de {people} personas están por debajo",
  "quality.draws":
    "Puestos en 30 días entre {people} personas que podían salir todo ese tiempo: mínimo, centro, máximo",
  "quality.agreement.topics": "Acuerdo por tema",
  "quality.agreement.languages": "Acuerdo por idioma",
  "quality.levels": "De la apertura de un jurado a su decisión, y recursos",
  "quality.level": "Jurado",
  "quality.level.0": "Primero",
  "quality.level.1": "Recurso",
  "quality.level.2": "Segundo recurso",
  "quality.decisions": "Decisiones",
  "quality.median": "La mitad tardó menos de",
  "quality.ninth": "Nueve de cada diez tardaron menos de",
  "quality.hours": "{count, plural, one {# hora} other {# horas}}",
  "quality.heard": "Oídas en recurso",
  "quality.replaced": "Sustituidas",
  "quality.rules": "Recursos por regla",
  "quality.rule": "Regla",
  "quality.severity.languages": "Severidad de las primeras decisiones por idioma",
  "quality.severity.origins": "Severidad en odio y acoso, según de dónde es el objeto",
  "quality.origin": "Objeto",
  "quality.origin.local": "Este servidor",
  "quality.origin.remote": "Otros servidores",
  "quality.severity": "Severidad",
  "quality.chance": "Por azar",
  "quality.means.alpha":
    "El alfa (Krippendorff) es 1 donde los miembros de un jurado votan igual antes de hablar, y 0 donde coinciden como por azar. Uno bajo puede decir que hay reglas poco claras o casos difíciles; no dice nada de ninguna persona.",
  "quality.means.severity":
    "La severidad es el rango de una decisión entre las de su tema: 50 % es el centro. Que los idiomas difieran puede venir de los casos que se denuncian, y no de prejuicios. Mira decisiones antes de concluir nada.",
  "quality.means.origin":
    "A quién se dirige el odio o el acoso no se anota aquí, así que de eso no se dice nada: solo del idioma, y de si el objeto es de este servidor.",
  "quality.means.draws":
    "El sorteo es público y puede repetirse. Idiomas, comunidades y conflictos de interés hacen más probables algunos puestos; grandes diferencias dicen que faltan personas.",
};
