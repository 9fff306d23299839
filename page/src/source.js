// The left side: the source text, every number in it marked, and the outline.

import { STATES, WORDS } from "./data.js";
import { $, appendInSlices, el } from "./dom.js";
import { bare, hashOf } from "./format.js";
import { headingsOf, linesOf, marksOf } from "./marks.js";
import { showView } from "./navigation.js";
import { filterByState } from "./panel.js";

export const Source = { lines: [], slices: null, report: null };
const CROWDED = 900; // characters of a line from which its headings start lines of their own

function markNode(report, mark, text) {
  const label = mark.kpis ? report.kpis[mark.kpis[0]].indicator : mark.field ? mark.field.path : mark.missing ? mark.missing.indicator : "";
  if (mark.state === "nq") {
    return remember(mark, el("span", { class: "m nq", title: `不是指标：${WORDS.kinds[mark.other.kind] || mark.other.kind}` }, text));
  }
  if (mark.other) return remember(mark, el("span", { class: "m ok", title: "已写入条目" }, text));
  const hash = mark.kpis ? `kpi-${mark.kpis[0] + 1}` : mark.field ? `field-${mark.field.number + 1}` : `n-${mark.missing.start}`;
  return remember(mark, el("a", {
    class: `m ${mark.state}${text.length < 16 ? " short" : ""}`, href: `#${hashOf(report.index, hash)}`,
    title: `${STATES[mark.state]}：${label}`, "aria-label": `${text},${STATES[mark.state]},${label}`,
  }, text));
}

function remember(mark, node) {
  node.markRef = mark;
  mark.node = mark.node || node;
  return node;
}

function lineNode(report, line) {
  const { a, b } = line;
  const text = report.source.slice(a, b);
  const chrome = report.furniture.some(([x, y]) => a >= x && b <= y && y > x);
  const isTitle = !chrome && bare(text) !== "" && bare(text) === bare(report.title);
  const whole = line.headings.find((heading) => heading.b >= b - 1 && heading.b > heading.a && b - a < 90);
  const node = el("p", { class: (chrome ? "chrome" : "") + (isTitle ? " title" : whole ? ` heading h${Math.min(whole.level, 4)}` : "") + (text.trim() ? "" : " blank") });
  if (whole) {
    node.setAttribute("role", "heading");
    node.setAttribute("aria-level", Math.min(whole.level + 1, 6));
  }
  const cuts = new Set([a, b]);
  for (const mark of line.marks) cuts.add(Math.max(mark.a, a)).add(Math.min(mark.b, b));
  const runIns = whole ? [] : line.headings.filter((heading) => heading.b > heading.a && heading.b < b);
  for (const heading of runIns) cuts.add(Math.max(heading.a, a)).add(heading.b);
  const places = [...cuts].sort((x, y) => x - y);
  let strong = null;
  let m = 0;
  let r = 0;
  for (let i = 0; i + 1 < places.length; i += 1) {
    const [from, to] = [places[i], places[i + 1]];
    while (r < runIns.length && runIns[r].b <= from) {
      r += 1;
      strong = null;
    }
    const bold = r < runIns.length && from >= runIns[r].a;
    // A page without line breaks, as a careless copy leaves it, is set apart at its headings.
    const apart = b - a > CROWDED && from > a;
    if (bold && !strong) node.append((strong = el("strong", { class: apart ? "run-in apart" : "run-in" })));
    while (m < line.marks.length && line.marks[m].b <= from) m += 1;
    const mark = m < line.marks.length && line.marks[m].a <= from ? line.marks[m] : null;
    const piece = report.source.slice(from, to);
    (strong || node).append(mark ? markNode(report, mark, piece) : piece);
  }
  line.node = node;
  return node;
}

export function renderSource(report) {
  if (Source.slices) Source.slices.cancel();
  const box = $("source");
  box.replaceChildren();
  box.scrollTop = 0;
  clearHighlight("evidence");
  clearHighlight("search");
  Source.report = report;
  Source.marks = marksOf(report);
  Source.lines = report.source ? linesOf(report.source) : [];
  const headings = headingsOf(report);
  let m = 0;
  let h = 0;
  const sorted = [...headings].sort((x, y) => x.a - y.a);
  for (const line of Source.lines) {
    while (m < Source.marks.length && Source.marks[m].b <= line.a) m += 1;
    line.marks = [];
    for (let i = m; i < Source.marks.length && Source.marks[i].a < line.b; i += 1) line.marks.push(Source.marks[i]);
    line.headings = [];
    for (; h < sorted.length && sorted[h].a <= line.b; h += 1) line.headings.push(sorted[h]);
  }
  Source.slices = appendInSlices(box, Source.lines.map((line) => () => lineNode(report, line)));
  if (!report.source) box.append(el("p", { class: "empty" }, "这份结果没有带原文；指标卡片里有原句。"));
  renderOutline(report);
  renderLegend(report);
}

function renderOutline(report) {
  const links = report.outline.map((section, index) => {
    const bad = report.kpis.filter((kpi) => kpi.state === "bad" && kpi.a >= section.a && kpi.a < section.b).length;
    return el("li", { class: `l${Math.min(section.level, 4)}` },
      el("button", { type: "button", "data-index": index, onclick: () => jumpTo(section.a) },
        el("span", { class: `dot ${section.role}`, "aria-hidden": "true" }),
        el("span", { class: "t" }, section.title),
        bad ? el("span", { class: "n", title: `${bad} 个未通过` }, String(bad)) : null));
  });
  $("outline").replaceChildren(el("h2", {}, "目录"), el("ol", {}, ...links));
  if (!links.length) $("outline").append(el("p", { class: "empty" }, "没有识别出标题"));
}

function renderLegend(report) {
  const counts = { ok: 0, conv: 0, read: 0, unsure: 0, bad: 0, miss: report.missing.length, nq: 0 };
  for (const one of [...report.kpis, ...report.fields]) if (one.state in counts) counts[one.state] += 1;
  for (const mark of Source.marks) if (mark.state === "nq") counts.nq += 1;
  $("legend").replaceChildren(...Object.entries(STATES).map(([state, word]) =>
    el("button", { type: "button", class: `key ${state}`, "data-state": state, disabled: state === "nq", onclick: () => filterByState(state) },
      el("span", { class: `m ${state}` }, word), el("b", {}, String(counts[state])))));
}

function lineAt(place) {
  let low = 0;
  let high = Source.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Source.lines[middle].a <= place) low = middle;
    else high = middle - 1;
  }
  return Source.lines[low];
}

function pointAt(place, late) {
  const line = lineAt(place);
  if (!line) return null;
  if (!line.node) Source.slices.flush();
  const walker = document.createTreeWalker(line.node, NodeFilter.SHOW_TEXT);
  let left = Math.min(place, line.b) - line.a;
  let node = walker.nextNode();
  while (node && (left > node.length || (!late && left === node.length))) {
    const next = walker.nextNode();
    if (!next) break;
    left -= node.length;
    node = next;
  }
  return node ? [node, Math.min(left, node.length)] : [line.node, 0];
}

function rangeOf(a, b) {
  const from = pointAt(a, false);
  const to = pointAt(b, true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

export function highlight(name, spans) {
  if (!("highlights" in CSS)) return;
  const ranges = spans.map(([a, b]) => rangeOf(a, b)).filter(Boolean);
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

// The stretches of a span outside its numbers, whose own colours must stay.
export function betweenMarks([a, b]) {
  const pieces = [];
  let from = a;
  for (const mark of Source.marks) {
    if (mark.b <= a || mark.state === "nq") continue;
    if (mark.a >= b) break;
    if (mark.a > from) pieces.push([from, mark.a]);
    from = Math.max(from, mark.b);
  }
  if (from < b) pieces.push([from, b]);
  return pieces;
}

export function clearHighlight(name) {
  if ("highlights" in CSS) CSS.highlights.delete(name);
}

export function jumpTo(place) {
  const line = lineAt(place);
  if (!line) return;
  if (!line.node) Source.slices.flush();
  showView("source");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const target = line.marks.find((mark) => mark.a <= place && place < mark.b);
  const node = (target && target.node) || line.node;
  node.scrollIntoView({ block: target ? "center" : "start", behavior: calm ? "auto" : "instant" });
}

export function markOutline(place) {
  let best = null;
  Source.report.outline.forEach((section, index) => {
    if (section.a <= place && place < section.b) best = index;
  });
  for (const button of $("outline").querySelectorAll("button")) {
    if (Number(button.dataset.index) === best) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
