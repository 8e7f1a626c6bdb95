import sharp from "sharp";

// What libvips keeps of earlier work it finds by the name of the file: another file under a name that was there before, as
// in a work folder, would come out as the first one. Nothing here opens a file twice and could gain from it.
sharp.cache(false);
// A picture takes one thread, and the pictures side by side take the cores: more of them a second, in less memory each.
sharp.concurrency(1);
// Decoders of what is taken, and none besides: libvips looks at the content again, and would find others by itself.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Nsgif", "Webp", "Heif", "Svg"].map((name) => `VipsForeignLoad${name}`),
});

/** sharp as this part uses it: taken from here only, so that what it keeps, opens and spreads over is decided once. */
export { default } from "sharp";
