import { commitmentTo, writeBallot } from "#protocol/moot/ballot.ts";
import { readDecision } from "#protocol/moot/decision.ts";
import { encodeBase64url } from "#protocol/signing/base64.ts";
import { keepVote, keptKey, keptVotes } from "./key-store.js";
import { secondsAt, sign, submitWith, tell } from "./signing.js";

/** Ballots of those who keep their own key: built and signed here, in the stage that the page says. See README.md. */

/** What is chosen in the form; until the reveal it is in this browser alone. */
const CHOICE = ["verdict", "days", "rules"];

/** @returns {import("#protocol/moot/vote.ts").Vote} */
function voteIn(form) {
  const given = new FormData(form);
  const days = String(given.get("days") ?? "").trim();
  const verdict = String(given.get("verdict") ?? "");
  if (verdict === "none") return { verdict, days: null, rules: [] };
  return { verdict, days: days === "" ? null : Number(days), rules: given.getAll("rules").map(String) };
}

const isSame = (one, other) =>
  one.verdict === other.verdict &&
  one.days === other.days &&
  one.rules.toSorted().join("\n") === other.rules.toSorted().join("\n");

/** The document of each stage, without its proof; or what is to be told instead, by its name among the page's words. */
const stages = {
  async commit(form, common) {
    const { account, panel, trustee } = form.dataset;
    const vote = voteIn(form);
    const [kept] = (await keptVotes(account, panel)).filter((each) => isSame(each.vote, vote));
    const nonce = kept?.nonce ?? encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
    const commitment = commitmentTo({ panel, trustee, vote, nonce });
    const document = writeBallot({ ...common, stage: "commit", commitment });
    // Kept before it is sent: a commitment whose vote is lost is a ballot that is lost.
    if (kept === undefined) await keepVote(account, panel, { vote, nonce });
    return { document };
  },

  async reveal(form, common) {
    const { account, panel, trustee, commitment } = form.dataset;
    const votes = await keptVotes(account, panel);
    const found = votes.findLast(
      (each) => commitment === undefined || commitmentTo({ panel, trustee, ...each }) === commitment,
    );
    if (found === undefined) return { problem: "noVote" };
    return { document: writeBallot({ ...common, stage: "reveal", ...found }) };
  },

  async final(form, common) {
    return { document: writeBallot({ ...common, stage: "final", vote: voteIn(form) }) };
  },

  /** Nobody signs what is no decision, is of another panel, or has their own vote otherwise than they see it on the page. */
  async sign(form) {
    const { panel, trustee, vote } = form.dataset;
    const document = JSON.parse(form.dataset.document);
    const read = readDecision(document);
    if (!read.ok || read.value.panel !== panel) return { problem: "notADecision" };
    const own = read.value.votes.find((each) => each.trustee === trustee);
    if (own === undefined || (vote !== undefined && !isSame(own.vote, JSON.parse(vote))))
      return { problem: "otherVote" };
    return { document };
  },
};

/** @returns {Promise<boolean>} whether it was sent */
async function cast(form) {
  const { ballot: stage, account, trustee, panel, ballotId: id } = form.dataset;
  const key = await keptKey(account, trustee);
  if (key === undefined) {
    tell(form, "noKey");
    return false;
  }
  const common = { id, panel, trustee, keptBy: "trustee", published: secondsAt(form) };
  const { document, problem } = await stages[stage](form, common);
  if (problem !== undefined) {
    tell(form, problem);
    return false;
  }
  submitWith(form, { document: JSON.stringify(await sign(document, key, form)) }, CHOICE);
  return true;
}

for (const form of document.querySelectorAll("form[data-ballot]")) {
  let isBusy = false;
  // Without this script the vote itself would be sent.
  for (const button of form.querySelectorAll("button:disabled")) button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    try {
      isBusy = await cast(form);
    } catch {
      tell(form, "failed");
      isBusy = false;
    }
  });
  // Who comes back to the page can send it again.
  addEventListener("pageshow", () => {
    isBusy = false;
  });
}
