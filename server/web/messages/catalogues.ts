import { advice as adviceAr } from "./advice/ar.ts";
import { advice as adviceDe } from "./advice/de.ts";
import { advice as adviceEn } from "./advice/en.ts";
import { advice as adviceEs } from "./advice/es.ts";
import { advice as adviceFr } from "./advice/fr.ts";
import { bulk as bulkAr } from "./bulk/ar.ts";
import { bulk as bulkDe } from "./bulk/de.ts";
import { bulk as bulkEn } from "./bulk/en.ts";
import { bulk as bulkEs } from "./bulk/es.ts";
import { bulk as bulkFr } from "./bulk/fr.ts";
import { cases as casesAr } from "./cases/ar.ts";
import { cases as casesDe } from "./cases/de.ts";
import { cases as casesEn } from "./cases/en.ts";
import { cases as casesEs } from "./cases/es.ts";
import { cases as casesFr } from "./cases/fr.ts";
import { decisions as decisionsAr } from "./decisions/ar.ts";
import { decisions as decisionsDe } from "./decisions/de.ts";
import { decisions as decisionsEn } from "./decisions/en.ts";
import { decisions as decisionsEs } from "./decisions/es.ts";
import { decisions as decisionsFr } from "./decisions/fr.ts";
import { desk as deskAr } from "./desk/ar.ts";
import { desk as deskDe } from "./desk/de.ts";
import { desk as deskEn } from "./desk/en.ts";
import { desk as deskEs } from "./desk/es.ts";
import { desk as deskFr } from "./desk/fr.ts";
import { federation as federationAr } from "./federation/ar.ts";
import { federation as federationDe } from "./federation/de.ts";
import { federation as federationEn } from "./federation/en.ts";
import { federation as federationEs } from "./federation/es.ts";
import { federation as federationFr } from "./federation/fr.ts";
import type { Language } from "./languages.ts";
import { letters as lettersAr } from "./letters/ar.ts";
import { letters as lettersDe } from "./letters/de.ts";
import { letters as lettersEn } from "./letters/en.ts";
import { letters as lettersEs } from "./letters/es.ts";
import { letters as lettersFr } from "./letters/fr.ts";
import { moot as mootAr } from "./moot/ar.ts";
import { moot as mootDe } from "./moot/de.ts";
import { moot as mootEn } from "./moot/en.ts";
import { moot as mootEs } from "./moot/es.ts";
import { moot as mootFr } from "./moot/fr.ts";
import { notes as notesAr } from "./notes/ar.ts";
import { notes as notesDe } from "./notes/de.ts";
import { notes as notesEn } from "./notes/en.ts";
import { notes as notesEs } from "./notes/es.ts";
import { notes as notesFr } from "./notes/fr.ts";
import { panels as panelsAr } from "./panels/ar.ts";
import { panels as panelsDe } from "./panels/de.ts";
import { panels as panelsEn } from "./panels/en.ts";
import { panels as panelsEs } from "./panels/es.ts";
import { panels as panelsFr } from "./panels/fr.ts";
import { people as peopleAr } from "./people/ar.ts";
import { people as peopleDe } from "./people/de.ts";
import { people as peopleEn } from "./people/en.ts";
import { people as peopleEs } from "./people/es.ts";
import { people as peopleFr } from "./people/fr.ts";
import { policy as policyAr } from "./policy/ar.ts";
import { policy as policyDe } from "./policy/de.ts";
import { policy as policyEn } from "./policy/en.ts";
import { policy as policyEs } from "./policy/es.ts";
import { policy as policyFr } from "./policy/fr.ts";
import { portal as portalAr } from "./portal/ar.ts";
import { portal as portalDe } from "./portal/de.ts";
import { portal as portalEn } from "./portal/en.ts";
import { portal as portalEs } from "./portal/es.ts";
import { portal as portalFr } from "./portal/fr.ts";
import { quality as qualityAr } from "./quality/ar.ts";
import { quality as qualityDe } from "./quality/de.ts";
import { quality as qualityEn } from "./quality/en.ts";
import { quality as qualityEs } from "./quality/es.ts";
import { quality as qualityFr } from "./quality/fr.ts";
import { report as reportAr } from "./report/ar.ts";
import { report as reportDe } from "./report/de.ts";
import { report as reportEn } from "./report/en.ts";
import { report as reportEs } from "./report/es.ts";
import { report as reportFr } from "./report/fr.ts";
import { transparency as transparencyAr } from "./transparency/ar.ts";
import { transparency as transparencyDe } from "./transparency/de.ts";
import { transparency as transparencyEn } from "./transparency/en.ts";
import { transparency as transparencyEs } from "./transparency/es.ts";
import { transparency as transparencyFr } from "./transparency/fr.ts";
import { trials as trialsAr } from "./trials/ar.ts";
import { trials as trialsDe } from "./trials/de.ts";
import { trials as trialsEn } from "./trials/en.ts";
import { trials as trialsEs } from "./trials/es.ts";
import { trials as trialsFr } from "./trials/fr.ts";
import { trustees as trusteesAr } from "./trustees/ar.ts";
import { trustees as trusteesDe } from "./trustees/de.ts";
import { trustees as trusteesEn } from "./trustees/en.ts";
import { trustees as trusteesEs } from "./trustees/es.ts";
import { trustees as trusteesFr } from "./trustees/fr.ts";

const english = {
  ...bulkEn,
  ...adviceEn,
  ...casesEn,
  ...decisionsEn,
  ...deskEn,
  ...federationEn,
  ...lettersEn,
  ...mootEn,
  ...notesEn,
  ...panelsEn,
  ...peopleEn,
  ...policyEn,
  ...portalEn,
  ...qualityEn,
  ...reportEn,
  ...transparencyEn,
  ...trialsEn,
  ...trusteesEn,
};

export type Messages = typeof english;
export type MessageKey = keyof Messages;

/**
 * All messages, in ICU's syntax (https://unicode-org.github.io/icu/userguide/format_parse/messages). English says which there
 * are; one that is missing elsewhere is an error of the compiler.
 */
export const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = {
  en: english,
  es: {
    ...bulkEs,
    ...adviceEs,
    ...casesEs,
    ...decisionsEs,
    ...deskEs,
    ...federationEs,
    ...lettersEs,
    ...mootEs,
    ...notesEs,
    ...panelsEs,
    ...peopleEs,
    ...policyEs,
    ...portalEs,
    ...qualityEs,
    ...reportEs,
    ...transparencyEs,
    ...trialsEs,
    ...trusteesEs,
  },
  de: {
    ...bulkDe,
    ...adviceDe,
    ...casesDe,
    ...decisionsDe,
    ...deskDe,
    ...federationDe,
    ...lettersDe,
    ...mootDe,
    ...notesDe,
    ...panelsDe,
    ...peopleDe,
    ...policyDe,
    ...portalDe,
    ...qualityDe,
    ...reportDe,
    ...transparencyDe,
    ...trialsDe,
    ...trusteesDe,
  },
  fr: {
    ...bulkFr,
    ...adviceFr,
    ...casesFr,
    ...decisionsFr,
    ...deskFr,
    ...federationFr,
    ...lettersFr,
    ...mootFr,
    ...notesFr,
    ...panelsFr,
    ...peopleFr,
    ...policyFr,
    ...portalFr,
    ...qualityFr,
    ...reportFr,
    ...transparencyFr,
    ...trialsFr,
    ...trusteesFr,
  },
  ar: {
    ...bulkAr,
    ...adviceAr,
    ...casesAr,
    ...decisionsAr,
    ...deskAr,
    ...federationAr,
    ...lettersAr,
    ...mootAr,
    ...notesAr,
    ...panelsAr,
    ...peopleAr,
    ...policyAr,
    ...portalAr,
    ...qualityAr,
    ...reportAr,
    ...transparencyAr,
    ...trialsAr,
    ...trusteesAr,
  },
};
