/** The words of mail: subjects, and texts as paragraphs. */
export const mail = {
  greeting: (username: string) => `Hello ${username},`,
  /** @param origin the node's address */
  ending: (nodeName: string, origin: string) => `${nodeName}\n${origin}`,
  confirm: {
    subject: (nodeName: string) => `Confirm your address for ${nodeName}`,
    text: (link: string) => [
      "somebody, hopefully you, has made an account with this address. To confirm that it is yours, open this page:",
      link,
      "The link works for two days. If it was not you, do nothing: nobody can use the account.",
    ],
  },
  change: {
    subject: (nodeName: string) => `Confirm your new address for ${nodeName}`,
    text: (link: string) => [
      "you want to use this address from now on. To confirm that it is yours, open this page:",
      link,
      "The link works for two days. If it was not you, do nothing.",
    ],
  },
  reset: {
    subject: (nodeName: string) => `A new password for ${nodeName}`,
    text: (link: string) => [
      "somebody, hopefully you, has asked for a new password. To choose one, open this page:",
      link,
      "The link works once, for six hours. If it was not you, do nothing: your password stays as it is.",
    ],
  },
  notices: {
    "password-changed": {
      subject: "Your password was changed",
      text: ["your password was changed just now."],
    },
    "email-changed": {
      subject: "Your e-mail address was changed",
      text: ["your account has another e-mail address now, and nothing more will come to this one."],
    },
    "authenticator-added": {
      subject: "Signing in takes a second step now",
      text: ["an authenticator app was added to your account. Signing in takes its digits from now on."],
    },
    "authenticator-removed": {
      subject: "Signing in takes no second step any more",
      text: ["the authenticator app was removed from your account. Your password is enough to sign in."],
    },
    "passkey-added": {
      subject: "A passkey was added",
      text: ["a passkey was added to your account. Whoever has it can sign in."],
    },
    "passkey-removed": {
      subject: "A passkey was removed",
      text: ["a passkey was removed from your account. It signs nobody in any more."],
    },
    approved: {
      subject: "Your account is ready",
      text: ["your account was approved. You can sign in now. Welcome!"],
    },
  },
  /** @param securityPage where passwords and sessions are */
  notYou: (securityPage: string) =>
    `If it was not you, change your password at once, end the sessions you do not know, and tell whoever runs the node:\n${securityPage}`,
} as const;
