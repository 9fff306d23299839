"use strict";
// The left side: the source text, every number in it marked, and the outline.

const Source = { lines: [], slices: null, report: null };
const CROWDED = 900; // characters of a line from which its headings start lines of their own
const LONGEST_LINE = 6000; // a block longer than this is cut, or one line of a broken file would stall layout

// One list of non-overlapping marks in source order; what is known best of a number wins.
function marksOf(report) {
  const found = [];
  const byStart = new Map();
  for (const field of report.fields) if (field.a >= 0) found.push({ a: field.a, b: field.b, state: field.state, field, rank: 0 });
  for (const kpi of report.kpis) {
    const same = byStart.get(kpi.a);
    if (same && same.b === kpi.b) {
      same.kpis.push(kpi.number);
      if (kpi.state === "bad" || (kpi.state === "unsure" && same.state !== "bad")) same.state = kpi.state;
    } else {
      const mark = { a: kpi.a, b: kpi.b, state: kpi.state, kpis: [kpi.number], rank: 0 };
      if (!same) byStart.set(kpi.a, mark);
      found.push(mark);
    }
  }
  for (const part of report.missing) found.push({ a: part.a, b: part.b, state: "miss", missing: part, rank: 1 });
  for (const part of report.others) found.push({ a: part.a, b: part.b, state: part.kind ? "nq" : "ok", other: part, rank: 2 });
  const taken = [];
  for (const rank of [0, 1, 2]) {
    const level = found.filter((mark) => mark.rank === rank).sort((x, y) => x.a - y.a || y.b - x.b);
    const merged = [];
    let i = 0;
    let last = -1;
    for (const mark of level) {
      while (i < taken.length && taken[i].b <= mark.a) merged.push(taken[i++]);
      if (mark.a < last || (i < taken.length && taken[i].a < mark.b) || mark.b <= mark.a) {
        const host = i < taken.length && taken[i].a < mark.b ? taken[i] : merged[merged.length - 1];
        if (mark.kpis && host && host.kpis) host.kpis.push(...mark.kpis);
        continue;
      }
      if (merged.length && merged[merged.length - 1].b > mark.a) continue;
      merged.push(mark);
      last = mark.b;
    }
    while (i < taken.length) merged.push(taken[i++]);
    taken.splice(0, taken.length, ...merged);
  }
  return taken;
}

function linesOf(text) {
  const lines = [];
  let a = 0;
  while (a < text.length) {
    let b = text.indexOf("\n", a);
    if (b < 0) b = text.length;
    for (let from = a; from <= b; ) {
      let to = b;
      if (to - from > LONGEST_LINE) {
        const stop = text.lastIndexOf("。", from + LONGEST_LINE);
        to = stop > from ? stop + 1 : from + LONGEST_LINE;
      }
      lines.push({ a: from, b: to > from && text[to - 1] === "\r" ? to - 1 : to });
      if (to === b) break;
      from = to;
    }
    a = b + 1;
  }
  return lines;
}

function headingsOf(report) {
  return report.outline.map((section, index) => {
    const probe = section.title.slice(0, 40);
    const place = probe ? report.source.indexOf(probe, section.a) : -1;
    const near = place >= 0 && place - section.a < 40;
    const a = section.a;
    return { index, a, b: near ? place + section.title.length : section.a, level: section.level };
  });
}

const bare = (text) => (text || "").replace(/\s+/g, "");

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

function renderSource(report) {
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

function highlight(name, spans) {
  if (!("highlights" in CSS)) return;
  const ranges = spans.map(([a, b]) => rangeOf(a, b)).filter(Boolean);
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

// The stretches of a span outside its numbers, whose own colours must stay.
function betweenMarks([a, b]) {
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

function clearHighlight(name) {
  if ("highlights" in CSS) CSS.highlights.delete(name);
}

function jumpTo(place) {
  const line = lineAt(place);
  if (!line) return;
  if (!line.node) Source.slices.flush();
  showView("source");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const target = line.marks.find((mark) => mark.a <= place && place < mark.b);
  const node = (target && target.node) || line.node;
  node.scrollIntoView({ block: target ? "center" : "start", behavior: calm ? "auto" : "instant" });
}

function markOutline(place) {
  let best = null;
  Source.report.outline.forEach((section, index) => {
    if (section.a <= place && place < section.b) best = index;
  });
  for (const button of $("outline").querySelectorAll("button")) {
    if (Number(button.dataset.index) === best) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
