// Has Lighthouse look at pages, and writes what it measured as lines of JSON.
//
//   node lighthouse.mjs BROWSER RUNS PRESET ADDRESS…
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [browser, runs, preset, ...addresses] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TIMES = {
  fcp: "first-contentful-paint",
  lcp: "largest-contentful-paint",
  tbt: "total-blocking-time",
  cls: "cumulative-layout-shift",
  bytes: "total-byte-weight",
};

function measured({ categories, audits }) {
  const scores = CATEGORIES.map((name) => [name, categories[name].score]);
  const times = Object.entries(TIMES).map(([short, name]) => [
    short,
    audits[name].numericValue,
  ]);
  // What counts against a page, but for the times, which are given above.
  const failing = CATEGORIES.slice(1)
    .flatMap((name) => categories[name].auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
    .map(({ id }) => id);
  return { ...Object.fromEntries([...scores, ...times]), failing };
}

async function look(address, port) {
  const flags = { port, logLevel: "error", onlyCategories: CATEGORIES };
  const config = preset === "desktop" ? desktopConfig : undefined;
  const { lhr } = await lighthouse(address, flags, config);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  return measured(lhr);
}

const chrome = await launch({
  chromePath: browser,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
try {
  for (const address of addresses) {
    for (let run = 0; run < Number(runs); run += 1) {
      const seen = await look(address, chrome.port);
      console.log(JSON.stringify({ address, preset, ...seen }));
    }
  }
} finally {
  chrome.kill();
}
