// A font in which every letter is an empty square of half an em: with it a page is laid out alike on
// every machine, whatever fonts that has. The tables are those of OpenType that browsers insist on.

const UNITS = 1000;
const [ASCENT, DESCENT, ADVANCE] = [800, -200, 500];
/** From the space to the end of the symbols: the letters of every script but the Asian ones. */
const [FIRST, LAST] = [0x20, 0x2bff];
const GLYPHS = LAST - FIRST + 2;

/** The bytes of the font. */
export function blankFont() {
  const tables = {
    "OS/2": [
      ...u16(4, ADVANCE, 400, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      ...new Array(10 + 16).fill(0),
      ...letters("NONE"),
      ...u16(0x40, FIRST, LAST, ASCENT, DESCENT, 0, ASCENT, -DESCENT),
      ...u32(1, 0),
      ...u16(ADVANCE, ASCENT, 0, FIRST, 0),
    ],
    cmap: [...u16(0, 1, 3, 10), ...u32(12), ...u16(12, 0), ...u32(28, 0, 1, FIRST, LAST, 1)],
    glyf: [0, 0, 0, 0],
    head: [
      ...u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
      ...u16(0, UNITS),
      ...u32(0, 0, 0, 0),
      ...u16(0, DESCENT, ADVANCE, ASCENT, 0, 8, 2, 0, 0),
    ],
    hhea: [
      ...u32(0x10000),
      ...u16(ASCENT, DESCENT, 0, ADVANCE, 0, 0, ADVANCE, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    ],
    hmtx: u16(ADVANCE, ...new Array(GLYPHS).fill(0)),
    loca: u16(...new Array(GLYPHS + 1).fill(0)),
    maxp: [...u32(0x10000), ...u16(GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
    name: u16(0, 0, 6),
    post: [...u32(0x30000, 0), ...u16(-100, 50), ...u32(0, 0, 0, 0, 0)],
  };
  const names = Object.keys(tables);
  const head = [...u32(0x10000), ...u16(names.length, 128, 3, names.length * 16 - 128)];
  let at = head.length + names.length * 16;
  const body = [];
  for (const name of names) {
    const table = tables[name];
    const padded = [...table, ...new Array(-table.length & 3).fill(0)];
    head.push(...letters(name), ...u32(sum(padded), at, table.length));
    body.push(padded);
    at += padded.length;
  }
  return Uint8Array.from([head, ...body].flat());
}

function u16(...values) {
  return values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
}

function u32(...values) {
  return values.flatMap((value) => u16(value >>> 16, value & 0xffff));
}

function letters(word) {
  return [...word].map((letter) => letter.charCodeAt(0));
}

/** The checksum of a table: its words added up. */
function sum(bytes) {
  let total = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    const word = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
    total = (total + word) >>> 0;
  }
  return total;
}
