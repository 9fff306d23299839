"use strict";
// Helpers, words, and reading the embedded data. Nothing here builds markup from text: every text
// of a report reaches the page through textContent.

const WORDS = JSON.parse(document.getElementById("words").textContent);
const PAGE = JSON.parse(document.getElementById("page").textContent);
const PASSING = new Set(["supported", "converted", "rounded"]);
const STATES = {
  ok: "已核实", conv: "换算或约数一致", read: WORDS.read, unsure: "存疑", bad: "未通过", miss: "未收录", nq: "不是指标",
};
const $ = (id) => document.getElementById(id);

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function stateOf(verdict) {
  if (verdict === "supported") return "ok";
  if (PASSING.has(verdict)) return "conv";
  return verdict === "unclear" ? "unsure" : "bad";
}

const numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });

function valueText(value) {
  if (value === null) return "";
  return Array.isArray(value) ? value.map((part) => numbers.format(part)).join("–") : numbers.format(value);
}

const HALVES = { H1: "上半年", H2: "下半年", Q1: "一季度", Q2: "二季度", Q3: "三季度", Q4: "四季度" };

function periodText(period) {
  return (period || "").replace("as_of:", "截至").replace("/", "–").replace(/(\d{4})(H[12]|Q[1-4])/g, (_, year, part) => year + HALVES[part]);
}

function share(part, whole) {
  return whole ? `${Math.floor((1000 * part) / whole) / 10}%` : "—";
}

// Offsets in the data are code points; strings here count UTF-16 units. They differ only after the
// first character beyond the basic plane, so most reports need no table.
function unitTable(text) {
  if (!/[\ud800-\udbff]/.test(text)) return null;
  const table = [];
  let unit = 0;
  for (const char of text) {
    table.push(unit);
    unit += char.length;
  }
  table.push(unit);
  return table;
}

const loaded = new Map();

function loadReport(index) {
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

// Appends a first screenful at once and the rest in slices, so that a long report never blocks the page.
function appendInSlices(parent, makers, first = 150, slice = 250) {
  let next = 0;
  let cancelled = false;
  const run = (limit) => {
    const fragment = document.createDocumentFragment();
    for (const end = Math.min(makers.length, next + limit); next < end; next += 1) fragment.append(makers[next]());
    parent.append(fragment);
  };
  const later = () => {
    if (cancelled || next >= makers.length) return;
    run(slice);
    setTimeout(later, 0);
  };
  run(first);
  setTimeout(later, 0);
  return { flush: () => !cancelled && run(makers.length), cancel: () => { cancelled = true; } };
}

function toast(text) {
  $("toast").textContent = text;
  $("toast").dataset.on = "1";
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { delete $("toast").dataset.on; }, 2600);
}
