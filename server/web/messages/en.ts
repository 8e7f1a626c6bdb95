import { app } from "./en-app.ts";
import { data } from "./en-data.ts";
import { mail } from "./en-mail.ts";
import { media } from "./en-media.ts";
import {
  about,
  documents,
  front,
  hashtag,
  marks,
  nothing,
  paging,
  post,
  profile,
  shell,
} from "./en-public.ts";
import { settings } from "./en-settings.ts";
import { confirmation, consent, reset, security, signIn } from "./en-sign-in.ts";

/** The words of the pages. A value that depends on something is a function of it. */
export const en = {
  app,
  data,
  signIn,
  reset,
  confirmation,
  consent,
  security,
  settings,
  mail,
  media,
  shell,
  front,
  paging,
  hashtag,
  marks,
  profile,
  post,
  about,
  documents,
  nothing,
  join: {
    title: "Make your account",
    owner: "You are the first here: this account will own the node.",
    invited: "Somebody has invited you.",
    open: "Anyone can join.",
    username: "Username",
    usernameHint: (host: string) =>
      `Letters, digits and underscores, at most 30. Your address will be @name@${host}, and cannot be changed.`,
    displayName: "Display name (optional)",
    displayNameHint: "The name people see. You can change it at any time.",
    password: "Password",
    passwordHint: "At least 10 characters. A sentence is good.",
    submit: "Make my account",
    problems: (count: number) =>
      count === 1 ? "One thing needs another look." : `${count} things need another look.`,
    closedTitle: "This link does not work",
    closed: "It has been used, has expired, or was never made. Ask whoever gave it to you for a new one.",
    busyTitle: "One moment, please",
    busy: "Many people are joining just now. Go back and send the form again in a few seconds.",
    notOpenTitle: "Joining is by invitation",
    email: "E-mail address",
    emailOptional: "E-mail address (optional)",
    emailHint: "For a new password when you lose yours. Nobody but you and the moderators sees it.",
    emailConfirmHint: "You will get a link to confirm it. Nobody but you and the moderators sees it.",
    reason: "Why do you want to join?",
    reasonHint: "A sentence or two, for the moderator who lets you in.",
    confirmTitle: "Look into your mail",
    confirm: (email: string) =>
      `A link is on its way to ${email}. Open it to confirm that the address is yours; after that you can sign in.`,
    approve: "A moderator will look at your account. When it is approved you can sign in.",
    blocked:
      "Nobody can join from where you are. If you think that is wrong, write to whoever runs the node.",
    notOpen: "Ask somebody who is here already, or whoever runs this node.",
    welcome: (name: string) => `Welcome, ${name}`,
    address: "Your address is",
    addressHint: "Give it to others: they can search for it anywhere on the fediverse, and follow you.",
    profile: "Your public page",
    terminal: "On the machine that runs this node, you can already write:",
    follow: "and follow somebody:",
  },
  problems: {
    usernameMissing: "Choose a username.",
    usernameInvalid: "Use only letters, digits and underscores, with dots and hyphens inside; at most 30.",
    usernameReserved: "This name is kept for those who run the node. Choose another.",
    usernameTaken: "Somebody has this name. Choose another.",
    passwordShort: (least: number) => `Use at least ${least} characters.`,
    passwordLong: (most: number) => `Use at most ${most} bytes.`,
    emailMissing: "Enter your e-mail address.",
    emailInvalid: "This is not an e-mail address.",
    emailTaken: "Another account has this address.",
    emailBlocked: "Addresses of this provider cannot be used here.",
    passwordMissing: "Choose a password.",
    reasonMissing: "Say why you want to join.",
    refused: (rule: string) => `A rule of this server does not let you in: ${rule}.`,
    reasonLong: (most: number) => `Use at most ${most} characters.`,
    displayNameLong: (most: number) => `Use at most ${most} characters.`,
    tooLarge: "The form is larger than any form of this node.",
  },
  time: (when: Date) =>
    `${when.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`,
} as const;

export type Messages = typeof en;
