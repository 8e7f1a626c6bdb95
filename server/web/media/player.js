// What a plain video or audio element does not have: streams where the browser plays none by itself, keys, speeds and
// qualities. Without it the element plays its files with the browser's own controls.

const player = document.querySelector("[data-player]");
const words = JSON.parse(player.querySelector("[data-words]").textContent);
// Of a loop's two elements the one that its reader gets, also while it is folded away.
const media = [...player.querySelectorAll("video, audio")].find(
  (each) => getComputedStyle(each).display !== "none",
);
const isFolded = () => player.closest("details:not([open])") !== null;
const speed = player.querySelector("[data-speed]");
const quality = player.querySelector("[data-quality]");

for (const hidden of document.querySelectorAll("[data-with-scripts]")) hidden.hidden = false;

function say(text) {
  const said = player.querySelector("[data-said]");
  said.textContent = text;
}

// ── The stream ──

const FIRST_SECONDS = 1;

/**
 * By Media Source wherever there is one, so that there is a choice of qualities and the same behaviour everywhere; the
 * browser's own way of playing streams elsewhere, as on older iPhones; and the file where neither works.
 */
async function attachStream() {
  const { stream, hls: address } = player.dataset;
  if (!stream) return;
  if (!("MediaSource" in globalThis || "ManagedMediaSource" in globalThis)) return;
  const { default: Hls } = await import(address);
  if (!Hls.isSupported()) return;
  const sources = [...media.querySelectorAll("source")];
  const file = sources.find((source) => !/mpegurl/i.test(source.type));
  // Until it plays, the first part of the stream is all that is loaded.
  const hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true, maxBufferLength: FIRST_SECONDS });
  const { maxBufferLength: usual } = Hls.DefaultConfig;
  media.addEventListener("play", () => Object.assign(hls.config, { maxBufferLength: usual }), { once: true });
  media.preload = "auto";
  hls.loadSource(stream);
  hls.attachMedia(media);
  hls.on(Hls.Events.MANIFEST_PARSED, (_event, { levels }) => offer(levels, hls));
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      return hls.recoverMediaError();
    }
    hls.destroy();
    quality.closest("[data-quality-of]").hidden = true;
    playFile(file);
  });
}

function playFile(file) {
  const { currentTime, paused } = media;
  if (!file) return say(words.failed);
  media.src = file.src;
  media.addEventListener("loadedmetadata", () => (media.currentTime = currentTime), { once: true });
  media.addEventListener("error", () => say(words.failed), { once: true });
  if (!paused) media.play().catch(() => {});
}

function offer(levels, hls) {
  if (levels.length < 2) return;
  const best = levels.map((level, at) => ({ at, lines: Math.min(level.height, level.width) }));
  for (const { at, lines } of best.toSorted((a, b) => b.lines - a.lines))
    quality.append(new Option(`${lines}p`, String(at)));
  quality.closest("[data-quality-of]").hidden = false;
  // The segment that plays is played to its end, so that nothing stops.
  quality.addEventListener("change", () => {
    hls.nextLevel = Number(quality.value);
  });
}

// ── Speed ──

function setSpeed(value) {
  speed.value = String(value);
  media.playbackRate = value;
  media.preservesPitch = true;
}
speed.addEventListener("change", () => setSpeed(Number(speed.value)));

function changeSpeed(step) {
  const next = speed.options[speed.selectedIndex + step];
  if (next === undefined) return;
  setSpeed(Number(next.value));
  say(words.speed.replace("{speed}", next.textContent));
}

// ── Captions ──

function toggleCaptions() {
  const tracks = [...media.textTracks].filter(({ kind }) => kind === "captions" || kind === "subtitles");
  const shown = tracks.find(({ mode }) => mode === "showing");
  const wanted = shown ? null : (tracks.find(({ language }) => isRead(language)) ?? tracks[0]);
  for (const track of tracks) track.mode = track === wanted ? "showing" : "disabled";
  if (tracks.length > 0)
    say(wanted ? words.captions.replace("{name}", wanted.label || wanted.language) : words.noCaptions);
}
const isRead = (language) =>
  navigator.languages.some((each) => each.split("-")[0] === language.split("-")[0]);

// ── Keys ──

function seek(seconds) {
  if (Number.isFinite(media.duration))
    media.currentTime = Math.min(media.duration, Math.max(0, media.currentTime + seconds));
}

function togglePlay() {
  if (media.paused) media.play().catch(() => say(words.failed));
  else media.pause();
  say(media.paused ? words.paused : words.playing);
}

function toggleScreen() {
  if (document.fullscreenElement) return document.exitFullscreen();
  // Phones of one maker give all of the screen to videos alone.
  return (media.requestFullscreen ?? media.webkitEnterFullscreen)?.call(media);
}

const keys = {
  " ": togglePlay,
  k: togglePlay,
  j: () => seek(-10),
  l: () => seek(10),
  arrowleft: () => seek(-5),
  arrowright: () => seek(5),
  m() {
    media.muted = !media.muted;
    say(media.muted ? words.muted : words.unmuted);
  },
  c: toggleCaptions,
  f: toggleScreen,
  "<": () => changeSpeed(-1),
  ">": () => changeSpeed(1),
};
for (let tenth = 0; tenth <= 9; tenth++)
  keys[tenth] = () => {
    if (Number.isFinite(media.duration)) media.currentTime = (media.duration * tenth) / 10;
  };

// WCAG 2.1.4: keys that are a letter or a sign can be turned off; whoever speaks to their computer needs that.
const useKeys = document.getElementById("use-keys");
let isOff = false;
try {
  isOff = localStorage.getItem("folkmoot.keys") === "off";
} catch {
  // Within other sites' pages a browser may keep nothing.
}
if (useKeys) {
  useKeys.checked = !isOff;
  useKeys.addEventListener("change", () => {
    isOff = !useKeys.checked;
    try {
      if (isOff) localStorage.setItem("folkmoot.keys", "off");
      else localStorage.removeItem("folkmoot.keys");
    } catch {
      // For as long as the page is open, then.
    }
  });
}

// Before the element's own keys, which would do it a second time.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOff || isFolded()) return;
    const { target } = event;
    if (target.closest("select, textarea, input, [contenteditable]")) return;
    if (event.key === " " && target.closest("a, button, summary")) return;
    const action = keys[event.key.toLowerCase()];
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  },
  { capture: true },
);

attachStream().catch(() => {});
