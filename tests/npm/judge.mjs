// Lighthouse on some pages, one after the other, in one Chromium: node judge.mjs CHROMIUM FLAGS ADDRESS...
// Prints, for each address, its scores and what cost it points. Nothing is slowed down, since nothing is timed.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, flags, ...addresses] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", ...flags.split(" ")] });
const wanted = {
  port: chrome.port, onlyCategories: ["accessibility", "best-practices"], logLevel: "error",
  disableFullPageScreenshot: true, enableErrorReporting: false, skipAboutBlank: true,
  pauseAfterFcpMs: 0, pauseAfterLoadMs: 200, networkQuietThresholdMs: 500, cpuQuietThresholdMs: 200,
};

const judged = {};
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, wanted);
    judged[address] = {
      scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score])),
      faults: Object.values(lhr.audits).filter(({ score }) => score !== null && score < 1).map(({ id }) => id),
      error: lhr.runtimeError?.message ?? null,
    };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(judged));
