import { profileLimits } from "../../accounts/update.ts";
import type { Config } from "../../config/config.ts";
import { MAX_DESCRIPTION, supportedTypes } from "../../media/limits.ts";
import { CHARACTERS_A_LINK, MAX_OPTION } from "../../posts/draft.ts";
import { LONGEST, SHORTEST } from "../../posts/routes/words.ts";
import { MAX_PINS } from "../../reactions/pin.ts";
import { version } from "../../version.ts";
import type { accountEntity } from "./account.ts";

/** What an instance says beside its settings. */
export interface InstanceParts {
  config: Config;
  figures: { users: number; posts: number; domains: number; activeMonth: number };
  vapidKey: string;
  owner: ReturnType<typeof accountEntity> | null;
  rules: readonly RuleEntity[];
  hasTerms: boolean;
  /** Whether videos and sounds can be sent. */
  hasFfmpeg: boolean;
}

/** Clients compare the number; what stands behind it tells people what this is, as other servers do. */
const compatible = `4.6.0 (compatible; Folkmoot ${version})`;
/** What is not of that version, such as Collections, has higher numbers. https://docs.joinmastodon.org/entities/Instance/ */
const apiVersions = { mastodon: 7 };
/** Of the pages. */
const languages = ["en"];
const MAX_FEATURED_TAGS = 10;

/** Mastodon's Instance, of API version 2. https://docs.joinmastodon.org/entities/Instance/ */
export function instanceEntity(parts: InstanceParts) {
  const { config, figures, vapidKey, owner, rules, hasTerms, hasFfmpeg } = parts;
  const { origin } = config;
  const open = { local: "public", remote: "public" };
  return {
    domain: config.handleHost,
    title: config.nodeName,
    version: compatible,
    source_url: config.sourceUrl,
    description: config.nodeDescription,
    usage: { users: { active_month: config.limitedFederation ? 0 : figures.activeMonth } },
    thumbnail: { url: thumbnailOf(config) },
    icon: [],
    languages,
    configuration: {
      urls: {
        streaming: streamingOf(config),
        status: null,
        about: `${origin}/about`,
        privacy_policy: `${origin}/privacy-policy`,
        terms_of_service: hasTerms ? `${origin}/terms-of-service` : null,
      },
      vapid: { public_key: vapidKey },
      accounts: {
        max_display_name_length: profileLimits.displayName,
        max_note_length: profileLimits.bio,
        max_avatar_description_length: profileLimits.imageText,
        max_header_description_length: profileLimits.imageText,
        max_featured_tags: MAX_FEATURED_TAGS,
        max_pinned_statuses: MAX_PINS,
        max_profile_fields: profileLimits.fields,
        profile_field_name_limit: profileLimits.field,
        profile_field_value_limit: profileLimits.field,
      },
      statuses: statusLimits(config),
      media_attachments: mediaLimits(config, hasFfmpeg),
      polls: pollLimits(config),
      translation: { enabled: config.translation !== null },
      timelines_access: { live_feeds: open, hashtag_feeds: open, trending_link_feeds: open },
      limited_federation: config.limitedFederation,
    },
    registrations: {
      enabled: isOpen(config),
      approval_required: config.registration === "approval",
      reason_required: config.registration === "approval",
      message: null,
      min_age: null,
      url: null,
    },
    api_versions: apiVersions,
    contact: { email: config.adminEmail ?? "", account: owner },
    rules,
  };
}

/** Mastodon's Instance, of API version 1. https://docs.joinmastodon.org/entities/V1_Instance/ */
export function instanceEntityV1({ config, figures, owner, rules, hasFfmpeg }: InstanceParts) {
  return {
    uri: config.handleHost,
    title: config.nodeName,
    short_description: config.nodeDescription,
    description: config.nodeDescription,
    email: config.adminEmail ?? "",
    version: compatible,
    urls: { streaming_api: streamingOf(config) },
    stats: { user_count: figures.users, status_count: figures.posts, domain_count: figures.domains },
    thumbnail: thumbnailOf(config),
    languages,
    registrations: isOpen(config),
    approval_required: config.registration === "approval",
    invites_enabled: false,
    configuration: {
      accounts: { max_featured_tags: MAX_FEATURED_TAGS },
      statuses: statusLimits(config),
      media_attachments: mediaLimits(config, hasFfmpeg),
      polls: pollLimits(config),
    },
    contact_account: owner,
    rules,
  };
}

/** Mastodon's Rule. */
export function ruleEntity(rule: {
  id: string;
  text: string;
  hint: string;
  translations: Record<string, { text: string; hint: string }>;
}) {
  const { id, text, hint, translations } = rule;
  return { id, text, hint, translations };
}

export type RuleEntity = ReturnType<typeof ruleEntity>;

function statusLimits({ limits }: Config) {
  return {
    max_characters: limits.maxPostChars,
    max_media_attachments: limits.maxMedia,
    characters_reserved_per_url: CHARACTERS_A_LINK,
  };
}

function mediaLimits({ limits }: Config, hasFfmpeg: boolean) {
  return {
    description_limit: MAX_DESCRIPTION,
    image_matrix_limit: 100_000_000,
    image_size_limit: limits.maxPictureBytes,
    supported_mime_types: supportedTypes(hasFfmpeg),
    video_frame_rate_limit: 120,
    video_matrix_limit: 8_294_400,
    video_size_limit: limits.maxVideoBytes,
  };
}

function pollLimits({ limits }: Config) {
  return {
    max_options: limits.maxPollOptions,
    max_characters_per_option: MAX_OPTION,
    min_expiration: SHORTEST,
    max_expiration: LONGEST,
  };
}

function isOpen({ registration }: Config): boolean {
  return registration === "open" || registration === "approval";
}

function streamingOf({ origin }: Config): string {
  return origin.replace(/^http/, "ws");
}

function thumbnailOf({ origin }: Config): string {
  return `${origin}/ui/missing-header.png`;
}
