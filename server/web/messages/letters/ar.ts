import type { letters as en } from "./en.ts";

export const letters: Readonly<Record<keyof typeof en, string>> = {
  "letter.about": "بشأن بلاغك بتاريخ {day}: {said}",
  "letter.nothing": "نظر المشرفون فيه ولم يجدوا ما يستوجب التصرف وفق قواعد هذا الخادم.",
  "letter.acted": "نظر المشرفون فيه واتخذوا إجراءً.",
  "letter.actedSo": "نظر المشرفون فيه واتخذوا إجراءً: {deeds}.",
  "letter.broken": "القواعد المخالَفة: {rules}.",
  "letter.quoted": "«{text}»",
  "letter.takenBack": "تراجع المشرفون عما قرروه بشأنه، ولم يبق شيء منه ساريًا.",
  "letter.changed": "تراجع المشرفون عن جزء مما قرروه بشأنه. ما زال ساريًا: {deeds}.",
  "letter.answer": "يمكنك الرد على هذه الرسالة: يقرؤها المشرفون.",
  "letter.did.remove": "أُزيل المحتوى",
  "letter.did.suspend": "عُلّق الحساب",
  "letter.did.sensitive": "وُسم المحتوى بأنه حساس",
  "letter.did.label": "وُضع عليه وسم",
  "letter.did.note": "أُضيفت تحته ملاحظة توضح السياق",
  "letter.did.defederate": "لم تعد لهذا الخادم صلة بخادمهم",
  "letter.passedOn.accepted": "أُحيل بلاغك بتاريخ {day} إلى {host}. اتخذ مشرفو {host} إجراءً بشأنه.",
  "letter.passedOn.rejected": "أُحيل بلاغك بتاريخ {day} إلى {host}. نظر مشرفو {host} فيه ولم يتخذوا إجراءً.",
  "letter.passedOn.resolved": "أُحيل بلاغك بتاريخ {day} إلى {host}. عالج مشرفو {host} الأمر.",
};
