import type { transparency as en } from "./en.ts";

export const transparency: Readonly<Record<keyof typeof en, string>> = {
  "transparency.title": "Transparenz",
  "transparency.lead":
    "Was hier über Beiträge und Konten entschieden wurde, wer es gefunden hat, wer entschieden hat, was zurückgenommen wurde und wie lange es gedauert hat.",
  "transparency.about":
    "Das sind die Zahlen, nach denen die Santa-Clara-Prinzipien zu Transparenz und Rechenschaft bei der Moderation von Inhalten fragen: Zahlen, Benachrichtigung und Einspruch.",
  "transparency.principles": "Die Prinzipien lesen (englisch)",
  "transparency.period": "{from} bis {until}",
  "transparency.periods": "Andere Zeiträume",
  "transparency.earlier": "Der Zeitraum davor",
  "transparency.later": "Der Zeitraum danach",
  "transparency.counted": "Gezählt am {when}. Wie etwas steht, gilt für diesen Zeitpunkt.",
  "transparency.small":
    "Zahlen unter {least} werden nicht gezeigt, außer 0, damit niemand an ihnen zu erkennen ist; auch andere nicht, aus denen sie folgen würden. Für sie steht ein Strich.",
  "transparency.held": "nicht gezeigt",
  "transparency.empty": "In diesem Zeitraum wurde nichts entschieden, gemeldet oder angefochten.",
  "transparency.never": "Hier wurde noch nichts entschieden oder gemeldet.",
  "transparency.firstOn":
    "Die ersten Zahlen gibt es hier am {when}, wenn der Zeitraum der ersten Entscheidung vorbei ist.",
  "transparency.none": "Nichts in diesem Zeitraum.",
  "transparency.few": "Zu wenig in diesem Zeitraum, um etwas zu sagen, ohne zu viel zu sagen.",
  "transparency.files": "Dieselben Zahlen für Programme:",
  "transparency.automated": "Ohne einen Menschen entschieden: {share} von allem, was unternommen wurde.",
  "transparency.badPeriod":
    "Für diese Tage gibt es keine Zahlen. Zahlen gibt es für ganze Zeiträume, die vorbei sind.",
  "transparency.latest": "Die neuesten Zahlen",
  "transparency.total": "Alle",
  "transparency.reversed": "Insgesamt zurückgenommen",
  "transparency.rest": "Alle anderen",
  "transparency.median": "Die Hälfte binnen",
  "transparency.ninetieth": "Neun von zehn binnen",
  "transparency.minutes": "{count, plural, one {# Minute} other {# Minuten}}",
  "transparency.hours": "{count, plural, one {# Stunde} other {# Stunden}}",
  "transparency.days": "{count, plural, one {# Tag} other {# Tagen}}",

  "section.numbers": "Zahlen",
  "section.notice": "Benachrichtigung",
  "section.appeals": "Einsprüche und Rücknahmen",
  "section.reports": "Meldungen",
  "section.times": "Zeiten",

  "figure.actions-by-category": "Was unternommen wurde, nach dem Grund",
  "figure.actions-by-category.text":
    "Jede Maßnahme gegen einen Beitrag, ein Konto, einen Server oder einen Hashtag, auch von anderen Servern, soweit sie hier zu sehen sind, nach der Kategorie, die ihre Begründung nennt.",
  "figure.actions-by-kind": "Was unternommen wurde, nach der Art",
  "figure.actions-by-kind.text":
    "Dieselben Maßnahmen, nach dem, was getan wurde. Zwei Maßnahmen gegen einen Beitrag sind zwei.",
  "figure.actions-by-finder": "Wer es gefunden und wer entschieden hat",
  "figure.actions-by-finder.text":
    "Dieselben Maßnahmen. Gab es zum Zeitpunkt der Entscheidung eine Meldung, so hat es gefunden, wer zuerst gemeldet hat; sonst eine Regel, eine Liste oder die Moderation selbst. Eine Regel oder Liste allein hat entschieden, wo vorher kein Mensch hingesehen hat.",
  "figure.holds": "Was Regeln zurückgehalten haben, bis jemand hinsah",
  "figure.holds.text":
    "Beiträge, Profile und Anträge auf ein Konto, die eine Regel zurückgehalten hat, nach dem, was daraus wurde. Was niemand rechtzeitig angesehen hat, wird abgelehnt oder durchgelassen, wie diese Seite es eingestellt hat.",
  "figure.notices": "Wer benachrichtigt wurde",
  "figure.notices.text":
    "Dieselben Maßnahmen, danach, ob die betroffene Person mit der Begründung benachrichtigt wurde. Diese Seite benachrichtigt ihre eigenen Leute; andere erfahren es, wenn überhaupt, von ihrem Server.",
  "figure.reversals-by-rule": "Was zurückgenommen wurde, nach der Regel",
  "figure.reversals-by-rule.text":
    "Dieselben Maßnahmen, nach der verletzten Regel dieser Seite, und wie sie jetzt stehen. Zurückgenommen ist, was vor seiner Zeit aufgehoben oder durch eine andere Entscheidung ersetzt wurde: nach einem Einspruch, dem stattgegeben wurde, oder von uns aus.",
  "figure.reversals-by-language": "Was zurückgenommen wurde, nach der Sprache",
  "figure.reversals-by-language.text":
    "Dieselben Maßnahmen, nach der Sprache, mit der der Beitrag gekennzeichnet ist, und wie sie jetzt stehen.",
  "figure.appeals-by-side": "Wer Einspruch erhoben hat, und gegen wessen Entscheidung",
  "figure.appeals-by-side.text":
    "Jeder Einspruch aus diesem Zeitraum, gegen welche Entscheidung auch immer, nach dem Ergebnis.",
  "figure.appeals-by-kind": "Einsprüche, nach der Maßnahme",
  "figure.appeals-by-kind.text": "Dieselben Einsprüche, nach der Maßnahme, gegen die sie sich richten.",
  "figure.appeals-by-rule": "Einsprüche, nach der Regel",
  "figure.appeals-by-rule.text":
    "Dieselben Einsprüche, nach der Regel, die der Entscheidung zufolge verletzt wurde.",
  "figure.reports-by-source": "Meldungen, nach der Herkunft",
  "figure.reports-by-source.text":
    "Jede Meldung, die eingegangen ist, nach dem Ergebnis. Mehrere Meldungen eines anderen Servers über dasselbe sind eine.",
  "figure.reports-by-category": "Meldungen, nach dem genannten Grund",
  "figure.reports-by-category.text":
    "Dieselben Meldungen, nach der Kategorie, die bei der Meldung gewählt wurde.",
  "figure.report-to-decision": "Von der Meldung bis zur Entscheidung",
  "figure.report-to-decision.text":
    "Von der ersten Meldung dessen, was eine Maßnahme betrifft, bis zu dieser Maßnahme, wo ein Mensch oder ein Gremium entschieden hat.",
  "figure.report-to-decision-by-rule": "Von der Meldung bis zur Entscheidung, nach der Regel",
  "figure.report-to-decision-by-rule.text": "Dieselben Zeiten, nach der verletzten Regel.",
  "figure.report-to-decision-by-language": "Von der Meldung bis zur Entscheidung, nach der Sprache",
  "figure.report-to-decision-by-language.text":
    "Dieselben Zeiten, nach der Sprache, mit der der Beitrag gekennzeichnet ist.",
  "figure.appeal-to-answer": "Vom Einspruch bis zur Antwort",
  "figure.appeal-to-answer.text": "Von den Einsprüchen aus diesem Zeitraum, die beantwortet sind.",

  "column.post": "Beiträge",
  "column.account": "Konten",
  "column.other": "Server, Hashtags",
  "column.moderator": "Eine Person der Moderation",
  "column.panel": "Ein Gremium",
  "column.rule": "Eine Regel allein",
  "column.list": "Eine Liste allein",
  "column.server": "Ein anderer Server",
  "column.stands": "Gilt",
  "column.appeal": "Nach Einspruch zurückgenommen",
  "column.ourselves": "Von uns aus zurückgenommen",
  "column.granted": "Stattgegeben",
  "column.rejected": "Abgelehnt",
  "column.open": "Offen",
  "column.acted": "Etwas unternommen",
  "column.not-acted": "Nichts unternommen",
  "column.released": "Durchgelassen",
  "column.refused": "Abgelehnt",
  "column.expired": "Niemand sah rechtzeitig hin",
  "column.held": "Wartet",

  "finder.here": "Von jemandem mit Konto hier gemeldet",
  "finder.visitor": "Von jemandem ohne Konto gemeldet",
  "finder.server": "Von einem anderen Server mitgeteilt",
  "finder.rule": "Eine Regel dieser Seite",
  "finder.list": "Eine Liste, der diese Seite folgt",
  "finder.moderators": "Die Moderation selbst",

  "notice.told": "Benachrichtigt",
  "notice.not-told": "Nicht benachrichtigt",
  "notice.elsewhere": "Leute anderer Server, oder niemand",

  "side.author-moderator": "Wer betroffen ist, gegen die Moderation",
  "side.author-panel": "Wer betroffen ist, gegen ein Gremium",
  "side.reporter-panel": "Wer gemeldet hat, gegen ein Gremium",

  "held.post": "Beiträge anderer Server",
  "held.edit": "Geänderte Beiträge anderer Server",
  "held.profile": "Profile anderer Server",
  "held.own-post": "Beiträge von Leuten hier",
  "held.own-edit": "Geänderte Beiträge von Leuten hier",
  "held.own-profile": "Profile von Leuten hier",
  "held.boost": "Von Gruppen geteilte Beiträge",
  "held.registration": "Anträge auf ein Konto",

  "ruleKey.none": "Keine Regel genannt",
  "ruleKey.several": "Mehr als eine Regel",
  "languageKey.und": "Nicht gekennzeichnet",
  "languageKey.zxx": "Kein Beitrag",
};
