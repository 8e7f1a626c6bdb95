// More for pictures than links do: larger by buttons, keys and touch, turned over by keys, and in a dialog over the page
// that they are on. Everything here is also reached without it.

const SIZES = [1, 1.5, 2, 3, 4];

/** A picture in a box that scrolls, in one of five sizes. */
function zoomable(viewer) {
  const stage = viewer.querySelector(".stage");
  const buttons = [...viewer.querySelectorAll("button[data-zoom]")];
  let at = 0;

  function show(next) {
    const [x, y] = [
      (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth,
      (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight,
    ];
    at = Math.min(SIZES.length - 1, Math.max(0, next));
    stage.dataset.size = String(at);
    // Scrolled by keys when there is something to scroll.
    if (at > 0) stage.tabIndex = 0;
    else stage.removeAttribute("tabindex");
    stage.scrollLeft = x * stage.scrollWidth - stage.clientWidth / 2;
    stage.scrollTop = y * stage.scrollHeight - stage.clientHeight / 2;
    for (const button of buttons)
      button.setAttribute(
        "aria-disabled",
        String(button.dataset.zoom === "1" ? at === SIZES.length - 1 : at === 0),
      );
  }

  for (const button of buttons)
    button.addEventListener("click", () => show(at + Number(button.dataset.zoom)));
  stage.addEventListener("click", (event) => {
    if (isMeantOtherwise(event)) return;
    event.preventDefault();
    show(at === 0 ? 2 : 0);
  });
  show(0);
  return {
    reset: () => show(0),
    /** @returns whether the key meant a size */
    hear({ key }) {
      const change = { "+": 1, "=": 1, "-": -1, "−": -1 }[key];
      if (change === undefined && key !== "0") return false;
      show(change === undefined ? 0 : at + change);
      return true;
    },
    isLarge: () => at > 0,
  };
}

const isMeantOtherwise = (event) =>
  event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;
const isWriting = (target) => target.closest?.("input, select, textarea, video, audio") !== null;

for (const hidden of document.querySelectorAll("[data-with-scripts]")) hidden.hidden = false;

// The page of one picture.
const viewer = document.querySelector("[data-viewer]");
if (viewer) {
  const zoom = zoomable(viewer);
  document.addEventListener("keydown", (event) => {
    if (hasModifier(event) || isWriting(event.target)) return;
    // Signs are heard only within the viewer (WCAG 2.1.4); arrows turn over unless they scroll a large picture.
    if (viewer.contains(event.target) && zoom.hear(event)) return event.preventDefault();
    const scrolls = zoom.isLarge() && viewer.contains(event.target);
    const way = { ArrowLeft: 'a[rel="prev"]', ArrowRight: 'a[rel="next"]', Escape: "#back" }[event.key];
    if (way === undefined || (scrolls && event.key !== "Escape")) return;
    document.querySelector(way)?.click();
  });
}

// Pictures within posts: a dialog, made once.
const links = document.querySelectorAll("a[data-picture]");
const template = document.getElementById("picture-dialog");
if (links.length > 0 && template) {
  document.body.append(template.content.cloneNode(true));
  const dialog = document.querySelector("dialog.pictures");
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const zoom = zoomable(dialog);
  /** The pictures of one post, and which is shown. */
  let group = [];
  let at = 0;

  function show(next) {
    at = (next + group.length) % group.length;
    const link = group[at];
    const image = part("image");
    const { alt, width, height } = link.querySelector("img");
    zoom.reset();
    Object.assign(image, { src: link.dataset.picture, alt });
    image.width = link.querySelector("img").getAttribute("width") ?? width;
    image.height = link.querySelector("img").getAttribute("height") ?? height;
    part("open").href = link.dataset.picture;
    part("page").href = link.href;
    part("alt").textContent = alt;
    part("count").textContent = `${at + 1} / ${group.length}`;
    for (const name of ["previous", "next", "count"]) part(name).hidden = group.length < 2;
  }

  for (const link of links)
    link.addEventListener("click", (event) => {
      if (isMeantOtherwise(event)) return;
      event.preventDefault();
      group = [...link.closest(".media").querySelectorAll("a[data-picture]")];
      show(group.indexOf(link));
      dialog.showModal();
    });
  part("previous").addEventListener("click", () => show(at - 1));
  part("next").addEventListener("click", () => show(at + 1));
  part("close").addEventListener("click", () => dialog.close());
  // Beside everything in it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // The browser gives the focus back to the link that opened it; after turning over it goes to that picture's.
  dialog.addEventListener("close", () => {
    part("image").removeAttribute("src");
    group[at]?.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (hasModifier(event)) return;
    if (zoom.hear(event)) return event.preventDefault();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || group.length < 2 || (zoom.isLarge() && event.target.closest(".stage"))) return;
    event.preventDefault();
    show(at + step);
  });
}
