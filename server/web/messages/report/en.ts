/** Words for people who report something without an account. */
export const report = {
  "report.title": "Report something",
  "report.lead":
    "You need no account. We do not ask who you are, and keep neither your name nor your address.",
  "report.urgent": "If somebody is in danger now, call the emergency services of your country first.",
  "report.url": "The address of the post or profile",
  "report.urlHint": "As it stands in your browser: https://…",
  "report.category": "What is wrong with it?",
  "report.choose": "Choose what fits best",
  "report.text": "What should we know? (optional)",
  "report.textHint":
    "In your own words, in any language. Write nothing that says who you are, unless you want us to know.",
  "report.files": "Files that show it (optional)",
  "report.filesAgain": "Choose your files again, too.",
  "report.filesHint":
    "At most {count} pictures, PDFs or texts, of {size} megabytes each. Only the moderators see them.",
  "report.send": "Send the report",
  "report.next": "What happens next",
  "report.nextText":
    "You get a code. With it you can see later what was decided, and talk with the moderators. A moderator looks at your report, usually within some days.",
  "report.lookUpLink": "I have a code already",
  "report.problems": "Something needs another look.",

  "report.problem.url": "This is not an address that we can find. Copy it from your browser.",
  "report.problem.unreachable": "We could not reach this address. Check it, or try again later.",
  "report.problem.category": "Choose what is wrong with it.",
  "report.problem.text": "This is longer than {most} characters.",
  "report.problem.files": "There are more files than {most}.",
  "report.problem.size": "A file is larger than it may be.",
  "report.problem.type": "A file is of a kind that is not taken here. Pictures, PDFs and plain text are.",
  "report.problem.stale":
    "The form was open for too long, or was sent already. Please send it again as it is now.",
  "report.problem.fast":
    "Please wait a few seconds before you send the form: this keeps programs out that send thousands.",
  "report.problem.noMoreFiles":
    "Many files come from where you are. Please send the report without files, or try again tomorrow.",
  "report.problem.busy": "Many reports come from where you are. Please try again in an hour.",
  "report.problem.line": "Many reports arrive at the moment. Please try again in a minute.",
  "report.problem.incomplete":
    "The form did not arrive whole, so nothing was sent. Please fill it in and send it once more.",
  "report.problem.other": "The report was not taken: {reason}",

  "receipt.title": "Thank you. Your report has arrived.",
  "receipt.code": "Your code",
  "receipt.keep":
    "Write it down or take a picture of it now. We cannot show it again, and nobody can give it to you later.",
  "receipt.next":
    "A moderator looks at your report. With the code you can see what was decided, and answer when the moderators have a question.",
  "receipt.lookUp": "Look it up",
  "receipt.again": "Report something else",

  "lookUp.title": "Look up a report",
  "lookUp.lead": "With the code that you got, you see what became of your report.",
  "lookUp.code": "Your code",
  "lookUp.codeHint": "Capital letters, spaces and hyphens do not matter.",
  "lookUp.show": "Show",
  "lookUp.unknown": "There is no report with this code. Check it letter by letter.",
  "lookUp.busy": "Too many codes were tried from where you are. Please try again in an hour.",
  "lookUp.found": "Your report",
  "lookUp.sent": "Sent {when}",
  "lookUp.open": "It waits for a moderator, or is being looked at.",
  "lookUp.acted": "The moderators have acted on it.",
  "lookUp.dismissed": "The moderators found nothing to act on.",
  "lookUp.decided": "Decided {when}",
  "lookUp.rule": "It went against: {rule}",
  "lookUp.talk": "Talk with the moderators",
  "lookUp.noTalk": "Nothing yet. You can add something that you forgot.",
  "lookUp.you": "You",
  "lookUp.moderators": "The moderators",
  "lookUp.message": "Your message",
  "lookUp.messageHint": "Write nothing that says who you are, unless you want the moderators to know.",
  "lookUp.send": "Send",
  "lookUp.sentMessage": "Your message was sent.",
  "lookUp.messageProblem": "The message was not sent: it is empty or too long.",
} as const;
