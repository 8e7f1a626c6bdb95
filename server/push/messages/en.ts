import type { PushType } from "../types.ts";

/** What a pushed message is titled, by who did it. */
export const en: Readonly<Record<PushType, (name: string) => string>> = {
  mention: (name) => `${name} mentioned you`,
  status: (name) => `${name} just posted`,
  reblog: (name) => `${name} boosted your post`,
  follow: (name) => `${name} is now following you`,
  follow_request: (name) => `${name} wants to follow you`,
  favourite: (name) => `${name} favourited your post`,
  poll: (name) => `A poll by ${name} has ended`,
  update: (name) => `${name} edited a post`,
  quote: (name) => `${name} quoted your post`,
  quoted_update: (name) => `${name} edited a post that you have quoted`,
  moderation_warning: () => "You have a message from the moderators",
  severed_relationships: () => "You have lost followers or people you follow",
  "admin.sign_up": (name) => `${name} signed up`,
  "admin.report": (name) => `${name} sent a report`,
};
