// A matrix of indicator by report, one indicator as a chart, and a search over all reports. Every value is a way
// to its sentence.

import { ANNUAL, columnName, columnsNamed, rowsOfMatrix, sentenceOf } from "./across.js";
import { NARROW, WIDE } from "./charts.js";
import { loadReport, PAGE, WORDS } from "./data.js";
import { $, el, narrow, svg } from "./dom.js";
import { hashOf, periodText, shorten } from "./format.js";
import { renderHits, Search } from "./hits.js";
import { goTo } from "./navigation.js";

const ROWS_AT_FIRST = 30;
const COLUMNS = 60;
const BARS = 60;
const Matrix = { status: "target", all: false, chosen: "", from: 0 };

const placeOf = (index, kpi) => (PAGE.index ? `${PAGE.reports[index].href.split("#")[0]}#at=${encodeURIComponent(PAGE.reports[index].file)}&kpi=${kpi.number + 1}` : `#${hashOf(index, `kpi-${kpi.number + 1}`)}`);
const quoted = (index, kpi) => (PAGE.index ? kpi.text : sentenceOf(loadReport(index), kpi));

function wayTo(index, kpi) {
  const words = [kpi.text, ANNUAL.test(kpi.period || "") ? null : el("small", {}, ` ${periodText(kpi.period)}`)];
  const title = `${periodText(kpi.period)} ${quoted(index, kpi)}`.trim();
  return PAGE.index ? el("a", { class: "link", href: placeOf(index, kpi), title }, ...words)
    : el("button", { type: "button", class: "link", title, onclick: () => goTo(index, kpi.number) }, ...words);
}

function turn(word, from, able) {
  return el("button", { type: "button", disabled: !able, onclick: () => { Matrix.from = from; renderMatrix(); } }, word);
}

// So many columns at a time: a table of thousands is drawn by no browser.
function turns(count) {
  if (count <= COLUMNS) return null;
  const last = Math.min(Matrix.from + COLUMNS, count);
  return el("p", { class: "turns" }, turn("前一批", Matrix.from - COLUMNS, Matrix.from > 0), ` 第 ${Matrix.from + 1} 至 ${last} 份，共 ${count} 份 `, turn("后一批", Matrix.from + COLUMNS, last < count));
}

function matrixTable(rows) {
  const columns = columnsNamed(Search.columns.trim());
  if (Matrix.from >= columns.length) Matrix.from = 0;
  const seen = columns.slice(Matrix.from, Matrix.from + COLUMNS);
  const shown = Matrix.all ? rows : rows.slice(0, ROWS_AT_FIRST);
  const head = el("tr", {}, el("th", { scope: "col" }, "指标"), ...seen.map((index) => el("th", { scope: "col", title: PAGE.reports[index].label }, columnName(PAGE.reports[index]))));
  const body = shown.map((row) => el("tr", { class: row.key === Matrix.chosen ? "chosen" : "" },
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", "aria-pressed": String(row.key === Matrix.chosen), title: "画成图", onclick: () => { Matrix.chosen = row.key === Matrix.chosen ? "" : row.key; renderMatrix(); } }, row.name)),
    ...seen.map((index) => el("td", {}, ...(row.cells.get(index) || []).slice(0, 2).map((kpi) => wayTo(index, kpi))))));
  const more = rows.length > shown.length ? el("button", { type: "button", onclick: () => { Matrix.all = true; renderMatrix(); } }, `显示全部 ${rows.length} 行`) : null;
  return el("div", { class: "scroll matrix" }, turns(columns.length), el("table", {}, el("caption", {}, "指标 × 报告"), el("thead", {}, head), el("tbody", {}, ...body)), more);
}

// One indicator over regions, or over years where all reports are of one region.
function matrixChart(row) {
  const units = new Map();
  for (const kpis of row.cells.values()) units.set(kpis[0].unit, (units.get(kpis[0].unit) || 0) + 1);
  const [unit] = [...units].sort((x, y) => y[1] - x[1])[0];
  const signed = (kpi) => (Array.isArray(kpi.value) ? kpi.value[1] : kpi.value) * (kpi.change === "decline" ? -1 : 1);
  const points = [...row.cells].map(([index, [kpi]]) => ({ index, kpi, report: PAGE.reports[index], value: signed(kpi) })).filter((point) => point.kpi.unit === unit);
  const overYears = new Set(points.map((point) => point.report.where)).size === 1;
  points.sort((x, y) => (overYears ? (x.kpi.period || "").localeCompare(y.kpi.period || "") : y.value - x.value));
  const beyond = Math.max(0, points.length - BARS);
  points.length -= beyond;
  const low = Math.min(0, ...points.map((point) => point.value));
  const high = Math.max(0, ...points.map((point) => point.value));
  const BAR = narrow() ? { ...NARROW, gap: 104 } : { ...WIDE, width: 420, gap: 150 };
  const place = (value) => BAR.label + ((value - low) / (high - low || 1)) * BAR.width;
  const chart = svg("svg", { viewBox: `0 0 ${BAR.label + BAR.width + BAR.gap} ${points.length * BAR.height + 6}`, role: "group", "aria-label": row.name });
  points.forEach((point, at) => {
    const y = at * BAR.height + 4;
    const name = overYears ? periodText(point.kpi.period) || point.report.label : point.report.where || point.report.label;
    const [left, right] = [place(Math.min(0, point.value)), place(Math.max(0, point.value))];
    const bar = svg("a", { href: placeOf(point.index, point.kpi), "aria-label": `${name} ${point.kpi.text}` },
      svg("title", {}, quoted(point.index, point.kpi)),
      svg("rect", { x: BAR.label, y: y + 2, width: BAR.width, height: 16, rx: 3, class: "track" }),
      svg("rect", { x: left, y: y + 2, width: Math.max(right - left, 2), height: 16, rx: 3, class: `fill ${point.value < 0 ? "down" : "conv"}` }),
      svg("text", { x: BAR.label + BAR.width + 8, y: y + 15, class: "amount" }, shorten(point.kpi.text, 12)));
    chart.append(svg("text", { x: BAR.label - 10, y: y + 14, "text-anchor": "end", class: "axis" }, shorten(name, BAR.letters)), bar);
  });
  const left = row.cells.size - points.length - beyond;
  return el("figure", { class: "chart one" }, el("figcaption", {}, `${row.name}（${WORDS.statuses[Matrix.status]}${left ? `，另有 ${left} 份报告用别的单位` : ""}${beyond ? `，另有 ${beyond} 份报告没有画出` : ""}）`), chart);
}

export function renderMatrix() {
  const rows = rowsOfMatrix(Matrix.status);
  const chosen = rows.find((row) => row.key === Matrix.chosen);
  $("matrix").replaceChildren(
    ...(chosen ? [matrixChart(chosen)] : []),
    rows.length ? matrixTable(rows) : el("p", { class: "empty" }, "没有目录里的指标"));
}

// Of one report alone there is no matrix. Among very many reports some are chosen by their names, for the matrix and
// for the search.
export function matrixSection() {
  if (PAGE.reports.length < 2) return [];
  const statuses = Object.keys(WORDS.statuses).filter((status) => PAGE.reports.some((report) => report.statuses[status]) && status !== "rule");
  if (!statuses.includes(Matrix.status)) [Matrix.status] = statuses.length ? statuses : ["actual"];
  const pick = el("select", { id: "matrix-status", "aria-label": "性质", onchange: () => { Matrix.status = pick.value; Matrix.chosen = ""; renderMatrix(); } },
    ...statuses.map((status) => el("option", { value: status, selected: status === Matrix.status }, WORDS.statuses[status])));
  const columns = PAGE.index ? field("columns-q", "按地区、年份或报告名筛选", "columns", () => { Matrix.from = 0; renderMatrix(); renderHits(); }) : null;
  return [el("form", { class: "across", role: "search", onsubmit: (event) => event.preventDefault() },
    field("all-q", PAGE.part ? "在本页的报告里搜索指标、数字、原文" : "在全部报告里搜索指标、数字、原文", "query", renderHits), columns, pick),
  el("div", { id: "all-hits" }), el("div", { id: "matrix" })];
}

function field(id, words, key, then) {
  let timer = 0;
  const input = el("input", { id, type: "search", placeholder: words, autocomplete: "off", spellcheck: "false", "aria-label": words,
    oninput: () => { Search[key] = input.value; clearTimeout(timer); timer = setTimeout(then, 150); } });
  input.value = Search[key];
  return input;
}
