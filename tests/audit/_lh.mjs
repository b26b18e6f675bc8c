import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import fs from "fs";
const [browser, out, ...addresses] = process.argv.slice(2);
const chrome = await launch({chromePath: browser, chromeFlags: ["--headless=new","--no-sandbox","--disable-gpu"]});
for (const address of addresses) {
  const r = await lighthouse(address, {port: chrome.port, logLevel:"error", onlyCategories:["performance"]});
  const a = r.lhr.audits;
  console.log(address, r.lhr.categories.performance.score, "FCP", a["first-contentful-paint"].numericValue|0, "LCP", a["largest-contentful-paint"].numericValue|0, "TBT", a["total-blocking-time"].numericValue|0, "CLS", a["cumulative-layout-shift"].numericValue, "SI", a["speed-index"].numericValue|0);
  console.log("bench", r.lhr.environment.benchmarkIndex);
  console.log("long", JSON.stringify(a["long-tasks"].details?.items));
  console.log("work", JSON.stringify(a["mainthread-work-breakdown"].details?.items.map(i=>[i.group, i.duration|0])));
  console.log("boot", JSON.stringify(a["bootup-time"].details?.items));
  console.log("shifts", JSON.stringify(a["layout-shifts"]?.details?.items));
  if (out!=="-") fs.writeFileSync(out, JSON.stringify(r.artifacts.Trace ?? r.artifacts.traces?.defaultPass));
}
chrome.kill();
