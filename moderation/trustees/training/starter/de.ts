import type { Said, StarterName } from "./said.ts";

export const de: Readonly<Record<StarterName, Said>> = {
  advertising: {
    text: "Ein Konto, das eine Woche alt ist, antwortet in einer Stunde vierzig Fremden, jedes Mal mit denselben Worten: „Deine Timeline hat mehr verdient. Geld verdienen von zu Hause, Link im Profil!“",
    rule: "Keine unverlangte Werbung.",
    why: "Dieselbe Werbung an viele Fremde ist Spam, was immer sie anbietet. Die Beiträge zu entfernen genügt, um es zu beenden; etwas Milderes tut das nicht.",
  },
  disagreement: {
    text: "In einem hitzigen Gespräch über einen Radweg schreibt jemand: „Du hast den Plan, den du kritisierst, offensichtlich nie gelesen.“ Die andere Person meldet das als Belästigung.",
    rule: "Keine persönlichen Angriffe.",
    why: "Es ist scharf, und es geht darum, was die andere Person gesagt hat, nicht darum, wer sie ist. Ein Widerspruch, der weh tut, ist kein Angriff.",
  },
  whereabouts: {
    text: "„Wenn sie mir nicht antwortet: Sie arbeitet in der Bäckerei in der Mühlstraße, um sechs ist Schluss. Geht hin und fragt sie selbst.“ Die genannte Person hat ein Konto unter einem anderen Namen.",
    rule: "Keine privaten Angaben über andere ohne deren Zustimmung.",
    why: "Wo jemand zu finden ist, vor Leuten, die wütend auf sie sind: Das ist gefährlich, solange es dasteht. Eine Verwarnung lässt es stehen.",
  },
  nude: {
    text: "Eine Malerin zeigt einen Akt aus ihrem Zeichenkurs, ohne Inhaltswarnung. Jemand meldet ihn als Pornografie.",
    rule: "Nacktheit ist willkommen, hinter einer Warnung.",
    why: "Die Regel erlaubt das Bild und verlangt, dass es verdeckt ist. Es zu verdecken tut, was die Regel verlangt, und ein Wort an die Malerin auch; es zu entfernen ginge weiter als die Regel.",
  },
  vermin: {
    text: "Unter dem Foto einer Familie auf einem Markt: „Solches Ungeziefer sollte man gar nicht ins Land lassen.“ Das Konto hat Ähnliches schon geschrieben und wurde verwarnt.",
    rule: "Kein Hass auf Menschen wegen Herkunft, Religion, Geschlecht, Orientierung oder Behinderung.",
    why: "Menschen wegen ihrer Herkunft Ungeziefer zu nennen ist genau das, worum es in der Regel geht, und eine Verwarnung wurde schon versucht.",
  },
  mistake: {
    text: "„Ab Montag gilt der neue Fahrplan der Fähre!“ Er gilt ab Dienstag; wer es schrieb, hat den Tag verwechselt und berichtigt es darunter, als jemand darauf hinweist.",
    rule: "Keine absichtlichen Unwahrheiten über öffentliche Angelegenheiten.",
    why: "Ein Irrtum, den man selbst berichtigt, ist keine Absicht, und es bleibt nichts zu tun.",
  },
  distress: {
    text: "„Die dritte schlechte Woche am Stück. Ich will mir nichts antun, aber ich bin so müde von allem.“ Jemand meldet es aus Sorge.",
    rule: "Keine Ermutigung zur Selbstverletzung.",
    why: "Von der eigenen Not zu sprechen ermutigt niemanden. Was hilft, ist ein Mensch, der antwortet, nicht eine Regel, die angewandt wird.",
  },
};
