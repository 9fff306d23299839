// A search over all reports. The texts of this page are at hand; those behind the index of many pages lie beside it, a
// script a page, and are loaded one after another once somebody searches: a page from a disk may load nothing else.

import { loadReport, PAGE } from "./data.js";
import { el } from "./dom.js";
import { folded, unitTable } from "./format.js";
import { sentenceOf } from "./across.js";

const HITS_A_REPORT = 8;
const KEPT = 30_000_000; // characters of texts that stay in memory

export const shardName = (page) => `review-search-${page}.js`;
const pageOf = (index) => Number(/^review-(\d+)\.html/.exec(PAGE.reports[index].href)[1]);

// What a page's script hands over, by its number.
const arrived = new Map();
globalThis.policysumTexts = (page, texts) => arrived.set(page, texts);

const kept = new Map();

function load(page) {
  return new Promise((resolve, reject) => {
    const script = el("script", { src: shardName(page), charset: "utf-8" });
    const end = () => {
      script.remove();
      const texts = arrived.get(page);
      arrived.delete(page);
      if (texts) resolve(texts);
      else reject(new Error(script.src));
    };
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    document.head.append(script);
  });
}

function read([source, kpis]) {
  const table = unitTable(source);
  const at = (place) => (table ? table[Math.min(place, table.length - 1)] : place);
  return { source, kpis: kpis.map(([indicator, text, a, b, sentence], number) => ({ number, indicator, text, ea: at(a), eb: at(b), sentence })) };
}

// The reports of a page; of those read before as many stay as there is room for, the latest.
async function textsOf(page) {
  const texts = kept.get(page) || (await load(page)).map(read);
  kept.delete(page);
  kept.set(page, texts);
  let room = KEPT;
  for (const [number, reports] of [...kept].reverse()) {
    room -= reports.reduce((sum, { source }) => sum + source.length, 0);
    if (room < 0 && number !== page) kept.delete(number);
  }
  return texts;
}

export function hitsIn(report, query) {
  const hits = [];
  const covered = [];
  const wanted = folded(query);
  for (const kpi of report.kpis) {
    if (hits.length === HITS_A_REPORT) break;
    if (!folded(kpi.indicator).includes(wanted) && !folded(kpi.text).includes(wanted)) continue;
    hits.push({ kpi: kpi.number, span: null, word: `${kpi.indicator} ${kpi.text}`, text: sentenceOf(report, kpi) });
    covered.push([kpi.ea, kpi.eb]);
  }
  const text = folded(report.source);
  for (let at = text.indexOf(wanted); at >= 0 && hits.length < HITS_A_REPORT; at = text.indexOf(wanted, at + wanted.length)) {
    const place = at;
    if (covered.some(([a, b]) => a <= place && place < b)) continue;
    hits.push({ kpi: null, span: [at, at + wanted.length], word: "", text: report.source.slice(Math.max(0, at - 40), at + wanted.length + 60).replace(/\s+/g, " ") });
  }
  return hits;
}

// Where a link from the index leads to: offsets there are code points.
function placed(report, hit) {
  if (!hit.span) return { ...hit, place: `kpi=${hit.kpi + 1}` };
  const points = (unit) => [...report.source.slice(0, unit)].length;
  return { ...hit, place: `span=${points(hit.span[0])}-${points(hit.span[1])}` };
}

/**
 * Hits in the reports of these numbers, in their order; of a page whose texts are not there its name as `lost`.
 *
 * @param {string} query
 * @param {number[]} indices
 * @param {(page: number) => void} onPage is told which page is being looked through
 */
export async function* hitsOf(query, indices, onPage = () => {}) {
  if (!PAGE.index) {
    for (const index of indices) yield* hitsIn(loadReport(index), query).map((hit) => ({ index, ...hit }));
    return;
  }
  const firsts = new Map();
  PAGE.reports.forEach((_, index) => { if (!firsts.has(pageOf(index))) firsts.set(pageOf(index), index); });
  for (const page of new Set(indices.map(pageOf))) {
    onPage(page);
    const reports = await textsOf(page).catch(() => null);
    if (!reports) { yield { lost: shardName(page) }; continue; }
    for (const index of indices.filter((one) => pageOf(one) === page)) {
      const report = reports[index - firsts.get(page)];
      if (report) yield* hitsIn(report, query).map((hit) => ({ index, ...placed(report, hit) }));
    }
  }
}
