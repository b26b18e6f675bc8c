// Random numbers that are the same each time and in both languages: the
// functions of backprop.explorables.draws, which has the words to them.

const ROWS = 2 ** 32;
const APART = 0x9e3779b9;
const EACH = 12; // of which a normal number is the sum

function scrambled(x) {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Return numbers from 0 to below 1: a row of them for a seed. */
export function draws(seed, row, count) {
  const key = scrambled(scrambled(seed) ^ row);
  return Float64Array.from({ length: count }, (_, i) =>
    scrambled(key + Math.imul(i, APART)) / ROWS,
  );
}

/** Return nearly normal numbers. */
export function normals(seed, row, count) {
  const parts = draws(seed, row, EACH * count);
  return Float64Array.from({ length: count }, (_, i) =>
    parts.subarray(EACH * i, EACH * (i + 1)).reduce((a, b) => a + b) - EACH / 2,
  );
}

/** Return which samples a step takes, so many of n, in order. */
export function chosenRows(seed, row, n, count) {
  const all = Array.from({ length: n }, (_, i) => i);
  if (count >= n) return all;
  const drawn = draws(seed, row, n);
  return all.sort((a, b) => drawn[a] - drawn[b]).slice(0, count)
    .sort((a, b) => a - b);
}
