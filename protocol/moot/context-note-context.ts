import { activityStreams } from "../vocab/write/context.ts";

/** What the members of a context note mean, where one is told of in an activity. The note itself is signed without (JCS). */
export const contextNoteContext = [
  activityStreams,
  {
    moot: "https://w3id.org/folkmoot/v1#",
    ContextNote: "moot:ContextNote",
    about: { "@id": "moot:about", "@type": "@id" },
    status: "moot:status",
    sources: { "@id": "moot:sources", "@type": "@id", "@container": "@set" },
    whyNoSource: "moot:whyNoSource",
    language: "moot:language",
    author: "moot:author",
    ratings: "moot:ratings",
  },
];
