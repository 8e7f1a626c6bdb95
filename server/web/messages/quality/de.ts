import type { quality as english } from "./en.ts";

export const quality: Readonly<Record<keyof typeof english, string>> = {
  "quality.tab": "Bilanz",
  "quality.record.title": "Deine Bilanz als Vertrauensperson",
  "quality.record.lead":
    "Was sich darüber sagen lässt, wie du geurteilt hast. Niemand außer dir sieht das, und es gewichtet nie Stimmen: Jede Stimme zählt gleich, und wer ausgelost wird, hängt nicht davon ab.",
  "quality.record.none": "Du bist hier keine Vertrauensperson.",
  "quality.none":
    "Es gibt noch keine Zahlen. Sie entstehen innerhalb eines Tages nach der ersten Entscheidung.",
  "quality.asOf":
    "Stand {when}. Gezählt sind erste Stimmen, abgegeben, bevor jemand die der anderen sah, in Gremien, die entschieden haben.",
  "quality.seats": "Deine Plätze",
  "quality.seats.drawn": "Gremien, für die du ausgelost wurdest",
  "quality.seats.silent": "Durch Schweigen verlorene Stimmen",
  "quality.seats.recused": "Wegen Befangenheit verlassene Plätze",
  "quality.seats.declined": "Aus Zeitmangel verlassene Plätze",
  "quality.votes": "Deine ersten Stimmen",
  "quality.votes.count": "Erste Stimmen",
  "quality.asDecided": "Für das, was das Gremium entschied",
  "quality.graver": "Strenger als die Mitte des Gremiums",
  "quality.milder": "Milder als die Mitte des Gremiums",
  "quality.changed": "Nach der Beratung geändert",
  "quality.of": "{count} von {all} ({share})",
  "quality.reversed": "Entscheidungen, die ein größeres Gremium ersetzt hat",
  "quality.reliability": "Verlässlichkeit",
  "quality.between": "{share}, wahrscheinlich zwischen {low} und {high}",
  "quality.tooFew": "zu wenige Stimmen für eine Aussage",
  "quality.byTopic": "Nach Thema",
  "quality.byLanguage": "Nach Sprache",
  "quality.topic": "Thema",
  "quality.language": "Sprache",
  "quality.noLanguage": "Keine bekannt",
  "quality.repeat": "Übungsfälle, die einen zweiten Blick lohnen",
  "quality.repeat.text":
    "Bei diesen Themen haben Gremien öfter anders entschieden, als du zuerst gestimmt hast. Daraus folgt nichts als dieser Vorschlag.",
  "quality.repeat.none": "Dazu gibt es in deinen Sprachen noch keine Übungsfälle.",
  "quality.meaning": "Was die Zahlen bedeuten und was nicht",
  "quality.means.reliability":
    "Die Verlässlichkeit schätzt, welcher Anteil der ersten Stimmen für das ist, was alle ersten Stimmen zusammen am wahrscheinlichsten machen (Dawid und Skene, 1979). Sie sagt nicht, wer recht hat: Gremien können gemeinsam irren, und wer sieht, was andere übersehen, wirkt unzuverlässig.",
  "quality.means.graver":
    "Strenger und milder vergleichen eine erste Stimme mit der mittleren desselben Gremiums. Abzuweichen ist kein Fehler: Gremien brauchen Menschen, die es tun.",
  "quality.means.changed": "Nach der Beratung anders zu stimmen, dafür wird beraten.",
  "quality.means.reversed":
    "Eine Entscheidung, die ein größeres Gremium ersetzt hat, war deshalb nicht nachlässig: Vielleicht war sie knapp, oder man wusste später mehr.",
  "quality.means.small": "Von weniger als {least} Stimmen, Gremien oder Menschen wird nichts gezeigt.",
  "quality.title": "Wie Gremien urteilen",
  "quality.lead":
    "Zahlen über alle Gremien und über niemanden allein. Sie gewichten nie Stimmen, und wer ausgelost wird, hängt nicht von ihnen ab.",
  "quality.uneven": "Mehr, als der Zufall erklärt",
  "quality.uneven.graver":
    "Entscheidungen über {group} sind strenger als andere zu denselben Themen: {severity} auf einer Skala mit der Mitte {middle}, in {panels, plural, one {# Gremium} other {# Gremien}}. So viel kommt durch Zufall in {chance} aller Fälle vor.",
  "quality.uneven.milder":
    "Entscheidungen über {group} sind milder als andere zu denselben Themen: {severity} auf einer Skala mit der Mitte {middle}, in {panels, plural, one {# Gremium} other {# Gremien}}. So viel kommt durch Zufall in {chance} aller Fälle vor.",
  "quality.even": "Keine Sprache fällt über den Zufall hinaus auf, soweit die Zahlen das sagen können.",
  "quality.all": "Alle Gremien",
  "quality.panels": "Gremien",
  "quality.people": "Vertrauenspersonen, die geurteilt haben",
  "quality.alpha": "Übereinstimmung vor der Beratung (Alpha)",
  "quality.lost": "Verlorene Stimmen",
  "quality.quartiles":
    "Verlässlichkeit: ein Viertel, die Hälfte, drei Viertel von {people} Vertrauenspersonen liegen darunter",
  "quality.draws":
    "Plätze in 30 Tagen unter {people} Vertrauenspersonen, die durchgehend ausgelost werden konnten: wenigste, mittlere, meiste",
  "quality.agreement.topics": "Übereinstimmung nach Thema",
  "quality.agreement.languages": "Übereinstimmung nach Sprache",
  "quality.levels": "Von der Eröffnung eines Gremiums bis zur Entscheidung, und Einsprüche",
  "quality.level": "Gremium",
  "quality.level.0": "Erstes",
  "quality.level.1": "Einspruch",
  "quality.level.2": "Zweiter Einspruch",
  "quality.decisions": "Entscheidungen",
  "quality.median": "Die Hälfte brauchte weniger als",
  "quality.ninth": "Neun von zehn brauchten weniger als",
  "quality.hours": "{count, plural, one {# Stunde} other {# Stunden}}",
  "quality.heard": "Im Einspruch verhandelt",
  "quality.replaced": "Ersetzt",
  "quality.rules": "Einsprüche nach Regel",
  "quality.rule": "Regel",
  "quality.severity.languages": "Strenge erster Entscheidungen nach Sprache",
  "quality.severity.origins": "Strenge bei Hass und Belästigung, danach, woher der Gegenstand kommt",
  "quality.origin": "Gegenstand",
  "quality.origin.local": "Dieser Server",
  "quality.origin.remote": "Andere Server",
  "quality.severity": "Strenge",
  "quality.chance": "Durch Zufall",
  "quality.means.alpha":
    "Alpha (Krippendorff) ist 1, wo Mitglieder eines Gremiums schon vor dem Gespräch gleich stimmen, und 0, wo sie wie zufällig übereinstimmen. Ein niedriger Wert kann heißen, dass Regeln unklar oder Fälle schwierig sind; über einzelne Vertrauenspersonen sagt er nichts.",
  "quality.means.severity":
    "Die Strenge ist der Rang einer Entscheidung unter denen ihres Themas: 50 % ist die Mitte. Dass Sprachen sich unterscheiden, kann an den gemeldeten Fällen liegen statt an Vorurteilen. Sieh dir Entscheidungen an, bevor du etwas daraus schließt.",
  "quality.means.origin":
    "Gegen wen Hass oder Belästigung sich richtet, wird hier nicht aufgeschrieben; darüber wird also nichts gesagt: nur über die Sprache und darüber, ob der Gegenstand von diesem Server ist.",
  "quality.means.draws":
    "Die Auslosung ist öffentlich und lässt sich wiederholen. Sprachen, Gemeinschaften und Befangenheiten machen manche Plätze wahrscheinlicher; große Unterschiede sagen, dass Vertrauenspersonen fehlen.",
};
