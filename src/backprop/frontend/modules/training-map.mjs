// The plane, coloured by the class the network gives each point, with the
// samples and the folds of the hidden units on top.

import { h, setAttribute } from "./shared/dom.mjs";
import { inkParts, inks } from "./shared/ink.mjs";

const REACH = 1.1; // the plane is drawn from -REACH to REACH
const GRID = 80;
const SIZE = 640; // pixels of the canvas across
const RADIUS = 5.2;
const SPECK = 2; // what is left of a sample where terms are shown
const SHARP = 4; // how soon a leading class takes the whole colour
const LARGEST = 20; // of the mark of the largest term
const ARMS = [0, 1, 2];
const NAMES = ["ink", "muted", "paper", "gradient",
  ...ARMS.flatMap((k) => [`class-${k}`, `class-${k}-tint`])];

const pixel = (x) => (SIZE * (x + REACH)) / (2 * REACH);
const place = (part) => REACH * (2 * part - 1);

const plane = Float64Array.from({ length: 2 * GRID * GRID }, (_, k) => {
  const cell = k >> 1;
  const at = k & 1 ? GRID - 1 - Math.floor(cell / GRID) : cell % GRID;
  return place((at + 0.5) / GRID);
});

/** Return { root, draw, repaint }; choose(unit) hears which fold was tapped. */
export function planeMap({ X, y }, choose) {
  const root = h("canvas", {
    class: "map", width: SIZE, height: SIZE, role: "img",
  });
  const paper = root.getContext("2d");
  const small = h("canvas", { width: GRID, height: GRID });
  let [ink, shown, waiting] = [null, null, false];

  const paint = () => {
    waiting = false;
    ink ??= inks(root, NAMES);
    const { network, unit, terms } = shown;
    const shares = paintRegions(small, network.logits(plane), ink);
    paper.drawImage(small, 0, 0, SIZE, SIZE);
    paintFolds(paper, network.dense1, unit, ink);
    paintSamples(paper, X, y, ink, terms ? SPECK : RADIUS);
    if (terms) paintTerms(paper, X, y, shown, ink);
    setAttribute(root, "aria-label", describe(shown, shares));
  };
  // However often it changes, it is painted once a frame.
  const draw = (now) => {
    shown = now;
    if (!waiting) requestAnimationFrame(paint);
    waiting = true;
  };
  root.addEventListener("click", (event) => {
    const { left, top, width, height } = root.getBoundingClientRect();
    const x = place((event.clientX - left) / width);
    choose(nearest(shown.network.dense1, x, -place((event.clientY - top) / height)));
  });
  const repaint = () => {
    ink = null;
    draw(shown);
  };
  return { root, draw, repaint };
}

// Each class has its tint where it leads; edges are soft where it is close.
function paintRegions(small, logits, ink) {
  const pen = small.getContext("2d");
  const image = pen.createImageData(GRID, GRID);
  const { data } = image;
  const [ta, tb, tc] = ARMS.map((k) => inkParts(ink[`class-${k}-tint`]));
  const wins = [0, 0, 0];
  for (let p = 0; p < GRID * GRID; p++) {
    const [a, b, c] = [logits[3 * p], logits[3 * p + 1], logits[3 * p + 2]];
    const top = Math.max(a, b, c);
    wins[a === top ? 0 : b === top ? 1 : 2] += 1;
    const pa = Math.exp(SHARP * (a - top));
    const pb = Math.exp(SHARP * (b - top));
    const pc = Math.exp(SHARP * (c - top));
    for (let i = 0; i < 3; i++) {
      data[4 * p + i] =
        (pa * ta[i] + pb * tb[i] + pc * tc[i]) / (pa + pb + pc);
    }
    data[4 * p + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
  return wins.map((count) => count / (GRID * GRID));
}

const fold = ({ weights, biases, nNeurons }, j) =>
  [weights[j], weights[nNeurons + j], biases[j]];

// A unit is open on one side of a straight line; a short stroke points there.
function paintFolds(paper, dense1, chosen, ink) {
  for (let j = 0; j < dense1.nNeurons; j++) {
    if (j !== chosen) paintFold(paper, fold(dense1, j), ink.muted, 1, 0.55);
  }
  paintFold(paper, fold(dense1, chosen), ink.ink, 4, 1);
}

function paintFold(paper, [w0, w1, b], colour, width, alpha) {
  const length = Math.hypot(w0, w1);
  if (!(length > 0)) return;
  const [n0, n1] = [w0 / length, w1 / length];
  const [x0, x1] = [(-b / length) * n0, (-b / length) * n1];
  paper.globalAlpha = alpha;
  paper.strokeStyle = colour;
  paper.lineWidth = width;
  paper.beginPath();
  paper.moveTo(pixel(x0 - 4 * n1), pixel(-x1 - 4 * n0));
  paper.lineTo(pixel(x0 + 4 * n1), pixel(-x1 + 4 * n0));
  if (width > 1) {
    for (const along of [-0.5, 0, 0.5]) {
      const [a0, a1] = [x0 - along * n1, x1 + along * n0];
      paper.moveTo(pixel(a0), pixel(-a1));
      paper.lineTo(pixel(a0 + 0.09 * n0), pixel(-a1 - 0.09 * n1));
    }
  }
  paper.stroke();
  paper.globalAlpha = 1;
}

// Circles, triangles and squares, as in the figures.
const MARKS = [
  (pen, x, y, r) => {
    pen.moveTo(x + r, y);
    pen.arc(x, y, r, 0, 2 * Math.PI);
  },
  (pen, x, y, r) => {
    pen.moveTo(x, y - 1.2 * r);
    pen.lineTo(x + 1.1 * r, y + 0.8 * r);
    pen.lineTo(x - 1.1 * r, y + 0.8 * r);
    pen.closePath();
  },
  (pen, x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
];

function paintSamples(paper, X, y, ink, radius) {
  for (const k of ARMS) {
    paper.beginPath();
    X.forEach(([x0, x1], i) => {
      if (y[i] === k) MARKS[k](paper, pixel(x0), pixel(-x1), radius);
    });
    paper.fillStyle = ink[`class-${k}`];
    paper.fill();
  }
}

// Marks with the area of a term: full for those above 0, else hollow.
function paintTerms(paper, X, y, { terms, network }, ink) {
  const largest = terms.reduce((most, t) => Math.max(most, Math.abs(t)), 0);
  paper.strokeStyle = paper.fillStyle = ink.gradient;
  paper.lineWidth = 2.5;
  for (const above of [true, false]) {
    paper.beginPath();
    terms.forEach((term, i) => {
      if (term === 0 || term > 0 !== above) return;
      const [x0, x1] = X[network.rows[i]];
      const radius = LARGEST * Math.sqrt(Math.abs(term) / largest);
      MARKS[y[network.rows[i]]](paper, pixel(x0), pixel(-x1), radius);
    });
    paper.globalAlpha = above ? 0.75 : 1;
    if (above) paper.fill();
    else paper.stroke();
  }
  paper.globalAlpha = 1;
}

function nearest(dense1, x0, x1) {
  let [best, least] = [0, Infinity];
  for (let j = 0; j < dense1.nNeurons; j++) {
    const [w0, w1, b] = fold(dense1, j);
    const far = Math.abs(w0 * x0 + w1 * x1 + b) / Math.hypot(w0, w1);
    if (far < least) [best, least] = [j, far];
  }
  return best;
}

function describe({ terms }, shares) {
  const parts = shares.map((s, k) => `class ${k} ${Math.round(100 * s)} %`);
  const marks = terms ? "what each sample adds to the sum" : "the samples";
  return `The plane by the class the network gives each point: ${parts.join(", ")} ` +
    `of the area; on it ${marks}, and the lines along which hidden units open.`;
}
