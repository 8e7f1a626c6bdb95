/** The cases that come with the software, in English, which says which there are. */
export const en = {
  advertising: {
    text: "A week-old account replies to forty strangers within an hour, each time with the same words: “Your feed deserves better. Earn from home, link in bio!”",
    rule: "No unasked-for advertising.",
    why: "The same advertisement to many strangers is spam whatever it offers. Removing the posts is enough to stop it; nothing milder does.",
  },
  disagreement: {
    text: "In a heated thread about a bike lane somebody writes: “You have clearly never read the plan you are criticising.” The other person reports it as harassment.",
    rule: "No personal attacks.",
    why: "It is sharp, and it is about what the other said, not about who they are. A disagreement that hurts is no attack.",
  },
  whereabouts: {
    text: "“Since she will not answer me: she works at the bakery on Mill Street, shift ends at six. Go and ask her yourselves.” The person named has an account under another name.",
    rule: "No private information about others without their consent.",
    why: "Where somebody is to be found, put before people who are angry with them, is dangerous as long as it stands. A warning leaves it there.",
  },
  nude: {
    text: "A painter posts a nude from their life drawing class, without a content warning. A reader reports it as pornography.",
    rule: "Nudity is welcome behind a warning.",
    why: "The rule allows the picture and asks for a cover. Covering it does what the rule asks, and a word to the painter does too; removing it would go further than the rule.",
  },
  vermin: {
    text: "Under a photo of a family at a market: “Vermin like these should not be let into the country.” The account has posted the like before and was warned.",
    rule: "No hatred of people for their origin, religion, sex, orientation or disability.",
    why: "Calling people vermin for where they come from is what the rule is about, and a warning has been tried.",
  },
  mistake: {
    text: "“The new ferry timetable starts on Monday!” It starts on Tuesday; the author has mixed up the date and corrects it below when somebody says so.",
    rule: "No deliberate falsehoods about public matters.",
    why: "A mistake that its author corrects is not deliberate, and nothing is left to be done.",
  },
  distress: {
    text: "“Third bad week in a row. I do not want to hurt myself but I am so tired of everything.” Somebody reports it because they are worried.",
    rule: "No encouragement of self-harm.",
    why: "Speaking of one's own distress encourages nobody. What helps is a person who answers, not a rule that is applied to them.",
  },
} as const;
