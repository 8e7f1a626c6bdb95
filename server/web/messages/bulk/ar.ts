import type { bulk as en } from "./en.ts";

export const bulk: Readonly<Record<keyof typeof en, string>> = {
  "waves.title": "الموجات",
  "waves.text": "قضايا كثيرة عن الشيء نفسه خلال ساعة: نص واحد أو رابط واحد أو حسابات جديدة من خادم واحد.",
  "waves.views": "عروض الموجات",
  "waves.now": "لم تُنجز بعد",
  "waves.over": "انتهت",
  "waves.none": "لا توجد موجة حاليًا.",
  "waves.noneOver": "لم تنتهِ أي موجة بعد.",
  "waves.kind.text": "نص واحد",
  "waves.kind.link": "رابط واحد:",
  "waves.kind.newcomer": "حسابات جديدة من",
  "waves.counts":
    "{open, plural, zero {لا قضية مفتوحة} one {قضية واحدة مفتوحة} two {قضيتان مفتوحتان} few {# قضايا مفتوحة} many {# قضية مفتوحة} other {# قضية مفتوحة}} من {count, number}",
  "waves.since": "من {from} إلى {to}",
  "waves.example": "ما يقوله أحدها",
  "waves.cases": "قضاياها",
  "waves.decide":
    "{count, plural, zero {قرِّر} one {قرِّر بشأنها} two {قرِّر بشأن القضيتين} few {قرِّر بشأن # قضايا} many {قرِّر بشأن # قضية} other {قرِّر بشأن # قضية}}",
  "bulk.title": "اتخاذ قرار بشأن قضايا كثيرة",
  "bulk.listTitle": "القرارات الجماعية",
  "bulk.all": "اتخاذ قرار بشأن كل ما تجده هذه المرشحات",
  "bulk.back": "العودة إلى القضايا",
  "bulk.concerned": "ما الذي يشمله",
  "bulk.cases":
    "{count, plural, zero {لا قضايا مفتوحة} one {قضية مفتوحة واحدة} two {قضيتان مفتوحتان} few {# قضايا مفتوحة} many {# قضية مفتوحة} other {# قضية مفتوحة}}",
  "bulk.casesOrMore": "{count, number} قضية مفتوحة أو أكثر",
  "bulk.accounts":
    "{count, plural, zero {لا حسابات} one {حساب واحد} two {حسابان} few {# حسابات} many {# حسابًا} other {# حساب}}",
  "bulk.servers":
    "{count, plural, zero {لا خوادم أخرى} one {خادم آخر واحد} two {خادمان آخران} few {# خوادم أخرى} many {# خادمًا آخر} other {# خادم آخر}}",
  "bulk.local":
    "{count, plural, zero {لا شيء منها عن أناس هذه العقدة} one {واحدة منها عن أناس هذه العقدة} two {اثنتان منها عن أناس هذه العقدة} few {# منها عن أناس هذه العقدة} many {# منها عن أناس هذه العقدة} other {# منها عن أناس هذه العقدة}}",
  "bulk.sample": "بعضها",
  "bulk.dismiss": "رفض البلاغات",
  "bulk.dismissHint": "لا يُفعل شيء. يعلم المبلِّغون أنه لم يوجد ما يستدعي إجراءً.",
  "bulk.close": "إغلاق كمقرَّرة",
  "bulk.closeHint": "ما كان يجب فعله تم في مكان آخر، مثلًا مع خادمها.",
  "bulk.onAuthor": "من يتحمل مسؤوليته",
  "bulk.textHint": "يقرؤه كل معني لديه حساب هنا، ويمكنه الاعتراض.",
  "bulk.do":
    "{count, plural, zero {نفِّذ} one {نفِّذ لقضية واحدة} two {نفِّذ للقضيتين} few {نفِّذ لـ # قضايا} many {نفِّذ لـ # قضية} other {نفِّذ لـ # قضية}}",
  "bulk.undoable": "يجري ذلك في الخلفية، قضية تلو أخرى، ولكل منها سجلها. يمكن إيقافه والتراجع عنه كله.",
  "bulk.grown": "وصلت قضايا أكثر بكثير منذ ذلك الحين. انظر ما يشمله الآن.",
  "bulk.one":
    "{deed}: {count, plural, zero {لا قضايا} one {قضية واحدة} two {قضيتان} few {# قضايا} many {# قضية} other {# قضية}}",
  "bulk.none": "لا يوجد شيء بعد.",
  "bulk.state.running": "جارٍ",
  "bulk.state.done": "تم",
  "bulk.state.cancelled": "أُوقف",
  "bulk.state.undoing": "يجري التراجع",
  "bulk.state.undone": "تم التراجع",
  "bulk.progress": "{done, number} من {total, number} قضية",
  "bulk.left": "{done, number} من {total, number} لا تزال سارية",
  "bulk.undoRest": "إعادة المحاولة لما بقي",
  "bulk.notUndone":
    "{count, plural, zero {تم التراجع عن كل القرارات.} one {تعذّر التراجع عن قرار واحد: لأنه نهائي أو ليس من صلاحيتك.} two {تعذّر التراجع عن قرارين: لأنهما نهائيان أو ليسا من صلاحيتك.} few {تعذّر التراجع عن # قرارات: لأنها نهائية أو ليست من صلاحيتك.} many {تعذّر التراجع عن # قرارًا: لأنها نهائية أو ليست من صلاحيتك.} other {تعذّر التراجع عن # قرار: لأنها نهائية أو ليست من صلاحيتك.}}",
  "bulk.skipped":
    "{count, plural, zero {لم تُترك أي قضية} one {تُركت قضية واحدة كما هي: قررها شخص آخر، أو هي عنك، أو لا يمكن فعل ذلك فيها.} two {تُركت قضيتان كما هما: قررهما شخص آخر، أو هما عنك، أو لا يمكن فعل ذلك فيهما.} few {تُركت # قضايا كما هي: قررها شخص آخر، أو هي عنك، أو لا يمكن فعل ذلك فيها.} many {تُركت # قضية كما هي: قررها شخص آخر، أو هي عنك، أو لا يمكن فعل ذلك فيها.} other {تُركت # قضية كما هي: قررها شخص آخر، أو هي عنك، أو لا يمكن فعل ذلك فيها.}}",
  "bulk.ended": "انتهى {when}.",
  "bulk.cancel": "إيقاف",
  "bulk.undo": "التراجع عن كله",
  "bulk.renew": "تحديث",
  "problem.nothingFound": "لم تعد هناك قضية مفتوحة مطابقة.",
  "problem.notNow": "انتهى الأمر، أو يجري التراجع عنه بالفعل.",
};
