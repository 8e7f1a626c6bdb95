import type { trustees as en } from "./en.ts";

export const trustees: Readonly<Record<keyof typeof en, string>> = {
  "event.panel-opened": "طُلبت هيئة",
  "event.panel-drawn": "سُحبت هيئة بالقرعة",
  "event.panel-decided": "قررت الهيئة: {kind}",
  "event.panel-failed": "لم تصل الهيئة إلى نتيجة",
  "event.panel-dissolved": "حلّ {who} الهيئة",
  "trustee.letter.subject": "مهمتك محكّمًا في {node}",
  "trustee.letter.invited":
    "أنت مدعو لتكون محكّمًا في {node}: تنظر مع غيرك في قضايا يبلّغ عنها الناس. ما الذي يُطلب منك، وكيف تقبل أو ترفض:",
  "trustee.letter.drawn":
    "وقعت عليك القرعة لهيئة. تصوّت سرًّا قبل أن تتحدث مع الآخرين. إن كانت لك صلة بالقضية أو لم يكن لديك وقت فاترك مقعدك لغيرك:",
  "trustee.letter.reveal": "صوّت جميع أعضاء هيئة أنت فيها. افتح صفحتها ليظهر صوتك:",
  "trustee.letter.deliberate":
    "ظهرت أصوات هيئة أنت فيها. الآن تتحاورون وتكتبون الأسباب معًا وتؤكد صوتك أو تغيّره:",
  "trustee.letter.sign": "وصلت هيئة أنت فيها إلى قرار. اقرأه ووقّعه:",
  "trustee.letter.reminded": "هيئة تنتظرك. من يصمت يفقد صوته:",
  "trustee.letter.decided": "قررت هيئة أنت فيها. القرار كما وُقّع:",
  "trustee.letter.failed": "لم تصل هيئة أنت فيها إلى نتيجة، وعادت قضيتها إلى المشرفين:",
  "trustee.letter.removed": "لم تعد محكّمًا. السبب، وما وقّعته:",
  "trustee.letter.term": "انتهت مدتك محكّمًا. شكرًا لأنك حكمت معنا. ما وقّعته:",
};
