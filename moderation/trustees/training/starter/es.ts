import type { Said, StarterName } from "./said.ts";

export const es: Readonly<Record<StarterName, Said>> = {
  advertising: {
    text: "Una cuenta de hace una semana responde en una hora a cuarenta desconocidos, siempre con las mismas palabras: «Tu cronología merece algo mejor. Gana dinero desde casa, ¡enlace en la bio!»",
    rule: "Nada de publicidad no pedida.",
    why: "La misma publicidad a muchos desconocidos es spam, ofrezca lo que ofrezca. Retirar las publicaciones basta para pararlo; nada más leve lo hace.",
  },
  disagreement: {
    text: "En una discusión acalorada sobre un carril bici alguien escribe: «Está claro que nunca has leído el plan que criticas». La otra persona lo denuncia como acoso.",
    rule: "Nada de ataques personales.",
    why: "Es duro, y trata de lo que dijo la otra persona, no de quién es. Un desacuerdo que duele no es un ataque.",
  },
  whereabouts: {
    text: "«Ya que no me contesta: trabaja en la panadería de la calle del Molino y sale a las seis. Id a preguntarle vosotros.» La persona nombrada tiene una cuenta con otro nombre.",
    rule: "Nada de datos privados de otras personas sin su consentimiento.",
    why: "Decir dónde encontrar a alguien ante gente enfadada con ella es peligroso mientras siga ahí. Una advertencia lo deja donde está.",
  },
  nude: {
    text: "Una pintora publica un desnudo de su clase de dibujo, sin aviso de contenido. Alguien lo denuncia como pornografía.",
    rule: "La desnudez es bienvenida detrás de un aviso.",
    why: "La norma permite la imagen y pide que se cubra. Cubrirla hace lo que pide la norma, y unas palabras a la pintora también; retirarla iría más lejos que la norma.",
  },
  vermin: {
    text: "Bajo la foto de una familia en un mercado: «A alimañas como estas no habría que dejarlas entrar en el país». La cuenta ya ha publicado cosas así y fue advertida.",
    rule: "Nada de odio a personas por su origen, religión, sexo, orientación o discapacidad.",
    why: "Llamar alimañas a personas por su origen es justo de lo que trata la norma, y ya se probó con una advertencia.",
  },
  mistake: {
    text: "«¡El nuevo horario del ferri empieza el lunes!» Empieza el martes; quien lo escribió confundió el día y lo corrige debajo cuando alguien se lo dice.",
    rule: "Nada de falsedades deliberadas sobre asuntos públicos.",
    why: "Un error que su autor corrige no es deliberado, y no queda nada por hacer.",
  },
  distress: {
    text: "«Tercera semana mala seguida. No quiero hacerme daño, pero estoy tan cansado de todo.» Alguien lo denuncia porque le preocupa.",
    rule: "Nada de animar a hacerse daño.",
    why: "Hablar del propio sufrimiento no anima a nadie. Lo que ayuda es una persona que responde, no una norma que se aplica.",
  },
};
