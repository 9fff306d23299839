// The embedded data: the words shown to readers, what is on this page, and each report as it is opened.

import { stateOf, unitTable } from "./format.js";

export const WORDS = JSON.parse(document.getElementById("words").textContent);
export const PAGE = JSON.parse(document.getElementById("page").textContent);
PAGE.reports = JSON.parse(document.getElementById("reports").textContent);

export const STATES = {
  ok: "已核实", conv: "换算或约数一致", read: WORDS.read, unsure: "存疑", bad: "未通过", miss: "未收录", nq: "不是指标",
};

const loaded = new Map();

export function loadReport(index) {
  if (loaded.has(index)) return loaded.get(index);
  const report = JSON.parse(document.getElementById(`r-${index}`).textContent);
  const table = unitTable(report.source);
  const at = (place) => (table ? table[Math.min(place, table.length - 1)] : place);
  report.index = index;
  report.unit = at;
  report.kpis.forEach((kpi, number) => {
    Object.assign(kpi, {
      number, a: at(kpi.start), b: at(kpi.end), ea: at(kpi.evidence[0]), eb: at(kpi.evidence[1]),
    });
  });
  for (const kind of Object.keys(report.items)) {
    for (const item of report.items[kind]) item.spans = item.evidence.map(([a, b]) => [at(a), at(b)]);
  }
  for (const list of [report.missing, report.others, report.outline, ...report.digest.map((said) => said.numbers)]) {
    for (const part of list) Object.assign(part, { a: at(part.start), b: at(part.end) });
  }
  report.fields.forEach((field, number) => {
    Object.assign(field, { number, state: field.verdict ? stateOf(field.verdict) : "plain", a: field.start === null ? -1 : at(field.start), b: field.start === null ? -1 : at(field.end) });
  });
  for (const note of report.notes) note.a = note.start === null ? -1 : at(note.start);
  for (const relation of report.relations) relation.spans = relation.spans.map(([a, b]) => [at(a), at(b)]);
  report.furniture = report.furniture.map(([a, b]) => [at(a), at(b)]);
  loaded.set(index, report);
  return report;
}
