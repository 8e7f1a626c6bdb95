import { expect, it } from "vitest";
import { sniff } from "./sniff.ts";

const latin = (text: string) => Buffer.from(text, "latin1");
const box = (type: string, brand = "isom") => latin(`\0\0\0\x18${type}${brand}`);
const transport = Buffer.alloc(400, 0);
transport[0] = 0x47;
transport[188] = 0x47;

it.each([
  [box("ftyp"), "video/mp4", "video/mp4"],
  [box("ftyp"), "audio/mp4", "audio/mp4"],
  [box("ftyp", "M4A "), "", "audio/mp4"],
  [box("moof", "\0\0\0\0"), "application/octet-stream", "video/mp4"],
  [latin("\x1aE\xdf\xa3"), "audio/webm", "audio/webm"],
  [latin("OggS\0\x01vorbis"), "video/ogg", "audio/ogg"],
  [latin("OggS\0\x80theora"), "", "video/ogg"],
  [latin("ID3\x04"), "text/html", "audio/mpeg"],
  [latin("\xff\xfb\x90\x00"), "", "audio/mpeg"],
  [latin("\xff\xf1\x50\x80"), "", "audio/aac"],
  [latin("RIFF\0\0\0\0WAVEfmt "), "", "audio/wav"],
  [transport, "", "video/mp2t"],
])("tells %o, called %s, for %s", (head, declared, mediaType) => {
  expect(sniff(head, declared)).toMatchObject({ is: "media", mediaType });
});

it.each([
  [latin("\x89PNG\r\n\x1a\n"), "picture"],
  [box("ftyp", "avif"), "picture"],
  [latin("#EXTM3U\n"), "playlist"],
  [latin("\xef\xbb\xbfWEBVTT\n"), "captions"],
])("tells %o for a %s", (head, is) => {
  expect(sniff(head, "text/html")).toEqual({ is });
});

it.each([
  "",
  "<!doctype html>",
  "<svg xmlns='x'/>",
  "%PDF-1.7",
  "PK\x03\x04",
  "#!/bin/sh",
  "\xff\xfe<\0h\0",
  "GIF8",
])("knows nothing of %j, whatever it is called", (text) => {
  for (const declared of ["image/png", "video/mp4", "text/html"])
    expect(sniff(latin(text), declared)).toBeNull();
});
