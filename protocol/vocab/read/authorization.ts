import { type Iri, sameOrigin } from "../../ids/iri.ts";
import { err, ok, type Result } from "../../result.ts";
import { openDocument } from "../document.ts";
import { iri, typesOf } from "../json.ts";
import type { Refusal } from "../refusal.ts";
import { authorizationTypes } from "../types.ts";
import { readId } from "./id.ts";

/** A stamp by which an author allows one interaction with one post (FEP-044f `QuoteAuthorization` and its siblings). */
export interface Authorization {
  iri: Iri;
  /** "QuoteAuthorization", "LikeAuthorization", ... */
  type: string;
  author: Iri;
  /** The post (or like, or reply) that is allowed. */
  interactingObject: Iri;
  /** The author's post that it refers to. */
  interactionTarget: Iri;
}

/**
 * Reads a stamp. It must be of its author's origin, and so must the post it is about: nobody else can allow a quote of it.
 */
export function readAuthorization(document: unknown): Result<Authorization, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const types = typesOf(json);
  const type = types.find((name) => authorizationTypes.has(name));
  if (types[0] === undefined) return err({ type: "document/no-type" });
  if (type === undefined) return err({ type: "document/unknown-type", found: types[0] });
  const id = readId(json);
  if (!id.ok) return id;
  const author = iri(json.attributedTo);
  const interactingObject = iri(json.interactingObject);
  const interactionTarget = iri(json.interactionTarget);
  if (author === null) return err({ type: "post/no-author", iri: id.value });
  if (interactingObject === null)
    return err({ type: "authorization/incomplete", missing: "interactingObject" });
  if (interactionTarget === null)
    return err({ type: "authorization/incomplete", missing: "interactionTarget" });
  if (!sameOrigin(author, id.value) || !sameOrigin(interactionTarget, id.value)) {
    return err({ type: "post/foreign-author", iri: id.value, author });
  }
  return ok({ iri: id.value, type, author, interactingObject, interactionTarget });
}
