// What is attached to a post that is read.

/** A picture, video or sound as a plain element with its description; anything else as a link. */
export function attached({ type, url, preview_url, description, meta, captions = [] }, element, words) {
  const alt = description || words.kinds[type] || url;
  const { width, height } = meta?.original ?? {};
  const measures = width && height ? { width, height } : {};
  if (!url || type === "unknown") {
    const href = url ?? preview_url;
    return element("p", {}, element("a", { href, rel: "noopener nofollow", textContent: alt }));
  }
  if (type === "image") {
    const picture = element("img", { src: preview_url ?? url, alt, loading: "lazy", ...measures });
    return figure("picture", element("a", { href: url, rel: "noopener nofollow" }, picture));
  }
  if (type === "audio") {
    const cover = preview_url ? [element("img", { src: preview_url, alt: "", loading: "lazy" })] : [];
    return figure("sound", ...cover, playing("audio", { src: url }, alt));
  }
  const poster = preview_url ? { poster: preview_url } : {};
  if (type !== "gifv") return figure("video", playing("video", { src: url, ...poster, ...measures }, alt));
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  return figure(
    "picture",
    playing("video", { src: url, ...poster, ...measures, loop: true, muted: true, autoplay: moves }, alt),
  );

  function playing(name, properties, label) {
    const made = element(name, { controls: true, preload: "none", playsInline: true, ...properties });
    made.setAttribute("aria-label", label);
    // Captions from a CDN are read only so.
    if (captions.length > 0) made.crossOrigin = "anonymous";
    for (const { url: src, language, label: title } of captions)
      made.append(element("track", { kind: "captions", src, srclang: language, label: title ?? language }));
    return made;
  }

  function figure(className, ...children) {
    return element("figure", { className }, ...children);
  }
}
