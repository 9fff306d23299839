// What all reports of the page say: the rows and columns of the matrix.

import { loadReport, PAGE, WORDS } from "./data.js";

export const ANNUAL = /^(?:as_of:)?\d{4}(?:-12)?$/;

// Of each report the figures it opens with; the index of many pages brings the rows of its matrix with it.
function rowsRead(wantedStatus) {
  const rows = new Map();
  PAGE.reports.forEach((_, index) => {
    for (const kpi of loadReport(index).kpis) {
      if (!kpi.concept || kpi.state === "bad" || kpi.status !== wantedStatus || kpi.value === null) continue;
      const key = `${kpi.concept}|${kpi.measure}`;
      if (!rows.has(key)) rows.set(key, { key, kpi, cells: new Map() });
      const { cells } = rows.get(key);
      if (!cells.has(index)) cells.set(index, []);
      cells.get(index).push(kpi);
    }
  });
  for (const row of rows.values()) {
    for (const [index, kpis] of row.cells) row.cells.set(index, distinct(kpis));
  }
  return [...rows.values()];
}

function rowsGiven(wantedStatus) {
  return PAGE.matrix.filter(({ status }) => status === wantedStatus).map(({ concept, measure, cells }) => ({
    key: `${concept}|${measure}`,
    kpi: { concept, measure },
    cells: new Map(cells.map(([index, number, text, period, value, unit, change]) => [index, [{ number, text, period, value, unit, change }]])),
  }));
}

export function rowsOfMatrix(wantedStatus) {
  const rows = PAGE.index ? rowsGiven(wantedStatus) : rowsRead(wantedStatus);
  const order = Object.keys(WORDS.concepts);
  const place = new Map(order.map((id, at) => [id, at]));
  for (const row of rows) {
    row.name = [WORDS.concepts[row.kpi.concept] || row.kpi.concept, WORDS.measures[row.kpi.measure]].filter(Boolean).join(" · ");
  }
  return rows.sort((x, y) => y.cells.size - x.cells.size || place.get(x.kpi.concept) - place.get(y.kpi.concept));
}

// A value said twice stands once; those of one year come before half years and stretches of years.
function distinct(kpis) {
  const seen = new Map();
  for (const kpi of kpis) {
    const key = `${kpi.period}|${kpi.text}`;
    if (!seen.has(key)) seen.set(key, kpi);
  }
  return [...seen.values()].sort((x, y) => Number(!ANNUAL.test(x.period || "")) - Number(!ANNUAL.test(y.period || "")));
}

export function sentenceOf(report, kpi) {
  return (kpi.sentence || report.source.slice(kpi.ea, kpi.eb)).trim();
}

// By the region, by the year, or by both, whichever distinguishes the reports.
export function columnName(report) {
  columnName.parts ??= ["where", "when"].filter((part) => new Set(PAGE.reports.map((one) => one[part])).size > 1);
  return columnName.parts.map((part) => report[part]).filter(Boolean).join(" ") || report.label;
}

export const columnsNamed = (query) => PAGE.reports.map((_, index) => index).filter((index) => {
  const report = PAGE.reports[index];
  return !query || columnName(report).includes(query) || report.label.includes(query);
});
