/** Words of trustees and panels: letters to them, and what the history of a case says. */
export const trustees = {
  "event.panel-opened": "A panel was asked for",
  "event.panel-drawn": "A panel was drawn",
  "event.panel-decided": "The panel decided: {kind}",
  "event.panel-failed": "The panel came to nothing",
  "event.panel-dissolved": "{who} dissolved the panel",
  "trustee.letter.subject": "Your part as a trustee of {node}",
  "trustee.letter.invited":
    "You are invited to be a trustee of {node}: with others you would judge cases that people report. What it asks of you, and how to say yes or no:",
  "trustee.letter.drawn":
    "You were drawn by lot for a panel. You vote unseen before you talk with the others. If you have a stake in the case, or no time, leave your seat to somebody else:",
  "trustee.letter.reveal":
    "All members of a panel of yours have voted. Open its page so that your vote is shown:",
  "trustee.letter.deliberate":
    "The votes of a panel of yours are shown. Now you talk, write the reasons together, and confirm or change your vote:",
  "trustee.letter.sign": "A panel of yours has come to a decision. Read it, and sign it:",
  "trustee.letter.reminded": "A panel waits for you. Whoever stays silent loses the ballot:",
  "trustee.letter.decided": "A panel of yours has decided. The decision, as it is signed:",
  "trustee.letter.failed": "A panel of yours came to nothing, and its case is with the moderators again:",
  "trustee.letter.removed": "You are no trustee any more. The cause, and what you have signed:",
  "trustee.letter.term":
    "Your term as a trustee is over. Thank you for judging with us. What you have signed:",
} as const;
