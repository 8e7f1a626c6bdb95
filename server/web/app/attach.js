// What is attached to a post that is being written: files go up as they are chosen, one beside the other, and are ready
// when the node has made of them what it keeps.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

/**
 * @param list element that the files are listed in
 * @param parts.token how the node knows who puts them there
 * @param parts.call asks the node's API
 * @param parts.element makes elements
 * @param parts.changed told when there is one more or less
 */
export function createAttachments(list, { token, call, element, words, changed }) {
  /** Each with `id` once the node has given it one, and `ready`, which holds when it can be posted. */
  let items = [];
  let named = 0;

  /** Sends a file, and tells how far it is: what `fetch` does not. */
  function send(item, file) {
    const request = new XMLHttpRequest();
    item.request = request;
    const body = new FormData();
    body.append("file", file);
    return new Promise((resolve, reject) => {
      request.upload.addEventListener("progress", ({ loaded, total }) =>
        item.show(words.sending, loaded / total),
      );
      request.addEventListener("load", () => {
        const answer = parsed(request.responseText);
        if (request.status === 200 || request.status === 202) resolve(answer);
        else reject(new Error(answer?.error ?? words.notSent));
      });
      for (const event of ["error", "abort", "timeout"])
        request.addEventListener(event, () => reject(new Error(words.notSent)));
      request.open("POST", "/api/v2/media");
      request.setRequestHeader("authorization", `Bearer ${token()}`);
      request.send(body);
    });
  }

  /** 206 while it is being made, 200 when it is ready. */
  async function whenReady(item, waitMs = FIRST_WAIT_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (item.isRemoved) return null;
    const medium = await call("GET", `/api/v1/media/${item.id}`);
    if (medium.url) return medium;
    item.show(words.preparing, medium.progress ?? null);
    return whenReady(item, Math.min(waitMs * 1.5, LONGEST_WAIT_MS));
  }

  async function bring(item, file, n) {
    const sent = await send(item, file);
    item.id = sent.id;
    if (item.isRemoved) return call("DELETE", `/api/v1/media/${item.id}`);
    const medium = sent.url ? sent : await whenReady(item);
    if (medium === null) return;
    if (medium.preview_url) item.preview.append(element("img", { src: medium.preview_url, alt: "" }));
    if (medium.type === "video" || medium.type === "audio")
      item.fields.append(captionsOf(item, n, file.name));
    item.show(words.ready, 1);
    item.progress.hidden = true;
  }

  /** The description as it is now; what is typed before the file has come is sent when it has. */
  async function describe(item) {
    const description = item.description.value;
    if (item.id === undefined || description === item.saved) return;
    item.saved = description;
    await call("PUT", `/api/v1/media/${item.id}`, { description });
  }

  /** What is said in a video or sound, as a file that its author has. */
  function captionsOf(item, n, name) {
    const [fileId, languageId] = [`captions-${n}`, `captions-language-${n}`];
    const file = element("input", { id: fileId, type: "file", accept: ".vtt,.srt,text/vtt" });
    const language = element("input", {
      id: languageId,
      value: navigator.language,
      maxLength: 35,
      size: 6,
      autocapitalize: "off",
    });
    const said = element("p", { className: "hint" });
    said.setAttribute("role", "status");
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (chosen === undefined) return;
      const body = new FormData();
      body.append("file", chosen);
      try {
        await call("PUT", `/api/v1/media/${item.id}/captions/${encodeURIComponent(language.value)}`, body);
        said.textContent = words.captionsKept.replace("{language}", language.value);
      } catch (error) {
        said.textContent = error.message;
      }
      file.value = "";
    });
    return element(
      "fieldset",
      { className: "stack" },
      element("legend", { textContent: words.captions.replace("{name}", name) }),
      element(
        "div",
        {},
        element("label", { htmlFor: languageId, textContent: words.captionsLanguage }),
        language,
      ),
      element("div", {}, element("label", { htmlFor: fileId, textContent: words.captionsFile }), file),
      said,
    );
  }

  function remove(item) {
    item.isRemoved = true;
    item.request?.abort();
    if (item.id !== undefined) call("DELETE", `/api/v1/media/${item.id}`).catch(() => {});
    const at = items.indexOf(item);
    items = items.filter((each) => each !== item);
    item.row.remove();
    changed(items.length);
    return at;
  }

  function add(file) {
    const n = ++named;
    const item = { saved: "", isRemoved: false };
    const label = `medium-${n}`;
    item.preview = element("div", { className: "preview" });
    item.progress = element("progress", { max: 1, value: 0 });
    item.progress.setAttribute("aria-label", file.name);
    item.state = element("span", { className: "quiet" });
    item.description = element("textarea", { id: label, rows: 2, maxLength: 1500 });
    const button = element("button", { type: "button", className: "plain", textContent: words.remove });
    button.setAttribute("aria-label", words.removeFile.replace("{name}", file.name));
    button.addEventListener("click", () => {
      const at = remove(item);
      (items[at] ?? items.at(-1))?.description.focus();
    });
    item.description.addEventListener("change", () => describe(item).catch((error) => item.fail(error)));
    item.show = (text, share) => {
      item.state.textContent = share === null || share === 1 ? text : `${text} ${Math.round(share * 100)} %`;
      if (share === null) item.progress.removeAttribute("value");
      else item.progress.value = share;
    };
    item.fail = (error) => {
      item.progress.hidden = true;
      item.state.className = "wrong";
      item.state.textContent = error.message;
    };
    item.fields = element(
      "div",
      { className: "stack" },
      element("div", { className: "apart" }, element("strong", { textContent: file.name }), button),
      element("div", { className: "row" }, item.progress, item.state),
      element(
        "div",
        {},
        element("label", { htmlFor: label, textContent: words.description }),
        item.description,
      ),
    );
    item.row = element("li", { className: "attached" }, item.preview, item.fields);
    list.append(item.row);
    items.push(item);
    item.ready = bring(item, file, n).catch((error) => {
      if (item.isRemoved) return;
      item.failed = error;
      item.fail(error);
    });
    changed(items.length);
  }

  return {
    add,
    count: () => items.length,
    /** @returns ids to post with; @throws where one could not be sent or made, in words for people */
    async finish() {
      await Promise.all(items.map(({ ready }) => ready));
      const failed = items.find((item) => item.failed);
      if (failed) throw new Error(words.failed);
      await Promise.all(items.map(describe));
      return items.map(({ id }) => id);
    },
    clear() {
      items = [];
      list.replaceChildren();
      changed(0);
    },
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
