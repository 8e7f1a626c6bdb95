import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { EventTimes, Place } from "../../model/post.ts";
import { parseDate } from "../dates.ts";
import { isObject } from "../document.ts";
import { many, number, typesOf } from "../json.ts";
import { readLinks } from "./links.ts";
import { readLine } from "./names.ts";

/** When an event begins and ends; `null` when it does not say when it begins. An end before the start is not one. */
export function readTimes(json: JsonObject): EventTimes | null {
  const startsAt = parseDate(json.startTime) ?? parseDate(json.startDate);
  if (startsAt === null) return null;
  const endsAt = parseDate(json.endTime) ?? parseDate(json.endDate);
  return { startsAt, endsAt: endsAt !== null && endsAt >= startsAt ? endsAt : null };
}

/** The place of a post or event, from a `Place`, with the address as text or as a `PostalAddress`, or from a bare name. */
export function readPlace(location: unknown): Place | null {
  for (const item of many(location)) {
    const place = isObject(item) ? readPlaceObject(item) : barePlace(item);
    if (place !== null) return place;
  }
  return null;
}

/** Where an event takes place online (`VirtualLocation`, Event Federation plugin and Mobilizon). */
export function readVirtualPlace(location: unknown): Iri | null {
  const virtual = many(location).filter(
    (item) => isObject(item) && typesOf(item).includes("VirtualLocation"),
  );
  return readLinks(virtual)[0]?.href ?? null;
}

function barePlace(item: unknown): Place | null {
  const name = typeof item === "string" && !/^https?:/i.test(item) ? readLine(item, 500) : null;
  return name === null ? null : { name, address: null, latitude: null, longitude: null };
}

function readPlaceObject(json: JsonObject): Place | null {
  if (typesOf(json).includes("VirtualLocation")) return null;
  const address = readAddress(json.address) ?? readLine(json.country, 500);
  const name = readLine(json.name, 500);
  const latitude = within(90, number(json.latitude));
  const longitude = within(180, number(json.longitude));
  const located = latitude !== null && longitude !== null;
  if (name === null && address === null && !located) return null;
  return {
    name: name ?? address ?? "",
    address,
    latitude: located ? latitude : null,
    longitude: located ? longitude : null,
  };
}

/** One line, as one would write it on an envelope: "10 Rue Jangot, 69007 Lyon, Auvergne Rhône Alpes, France". */
function readAddress(address: unknown): string | null {
  const first = many(address)[0];
  if (!isObject(first)) return readLine(first, 500);
  const line = (value: unknown) => readLine(isObject(value) ? value.name : value, 200);
  const town = [line(first.postalCode), line(first.addressLocality)]
    .filter((part) => part !== null)
    .join(" ");
  const parts = [line(first.streetAddress), town, line(first.addressRegion), line(first.addressCountry)];
  const written = parts.filter((part) => part !== null && part !== "");
  return written.length === 0 ? null : written.join(", ");
}

function within(limit: number, value: number | null): number | null {
  return value !== null && Math.abs(value) <= limit ? value : null;
}
