/** The words around pictures, videos and sounds. */
export const media = {
  kinds: { image: "Picture", video: "Video", audio: "Sound", document: "File" },
  /** The name of one that has no description. */
  nth: (kind: "image" | "video" | "audio" | "document", n: number, of: number) =>
    of === 1 ? media.kinds[kind] : `${media.kinds[kind]} ${n} of ${of}`,
  by: (what: string, name: string) => `${what} by ${name}`,
  sensitive: "Sensitive media",
  noAlt: "Its author has not described it.",
  alt: "Description",
  player: "Open the player",
  back: (name: string) => `Post by ${name}`,
  previous: "Previous",
  next: "Next",
  all: "In this post",
  files: "Files",
  /** A file of some pixels. */
  size: (width: number, height: number) => `${width} × ${height}`,
  bytes: (bytes: number) =>
    bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`,
  captionsFile: (label: string) => `Captions: ${label}`,
  /** Seconds as `1:02:03` or `2:03`. */
  duration: (seconds: number) => {
    const whole = Math.round(seconds);
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const two = (n: number) => String(n).padStart(2, "0");
    return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  },
  speed: "Speed",
  quality: "Quality",
  automatic: "Automatic",
  keys: "Keys",
  useKeys: "Use these keys on this page",
  playerKeys: [
    ["Space, K", "Play and pause"],
    ["← →", "5 seconds back, on"],
    ["J, L", "10 seconds back, on"],
    ["M", "Sound off and on"],
    ["C", "Captions on and off"],
    ["F", "Full screen"],
    ["< >", "Slower, faster"],
    ["0 … 9", "To a tenth of it"],
  ],
  viewerKeys: [
    ["← →", "Previous, next"],
    ["+ −", "Larger, smaller"],
    ["0", "As it fits"],
    ["Esc", "Back to the post"],
  ],
  larger: "Larger",
  smaller: "Smaller",
  close: "Close",
  page: "Description and files",
  stage: "Picture; scroll to see its parts",
  /** Said by scripts. */
  said: {
    playing: "Playing",
    paused: "Paused",
    muted: "Sound off",
    unmuted: "Sound on",
    captions: "Captions: {name}",
    noCaptions: "Captions off",
    speed: "Speed {speed}",
    failed: "This cannot be played here. Its files are below.",
  },
};
