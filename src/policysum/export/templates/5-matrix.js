"use strict";
// The overview of many reports: a matrix of indicator by report, one indicator as a chart, and a search over all of
// them. Every value is a way to its sentence.

const ROWS_AT_FIRST = 30;
const HITS_AT_MOST = 120;
const HITS_A_REPORT = 8;
const ANNUAL = /^(?:as_of:)?\d{4}(?:-12)?$/;
const Matrix = { status: "target", all: false, chosen: "", query: "" };

function goTo(index, kpi, span) {
  if (Source.report.index !== index) openReport(index);
  showOverview(false);
  if (kpi !== null) {
    if (narrow()) showView("panel");
    chooseKpi(kpi, { jump: true });
  } else if (span) {
    jumpTo(span[0]);
    highlight("evidence", [span]);
  }
}

// #at=RESULT&kpi=3 or #at=RESULT&span=10-20, as workbooks lead here, whichever page the report is on.
function followPlace() {
  const place = new URLSearchParams(location.hash.slice(1));
  const index = PAGE.reports.findIndex((report) => report.file === place.get("at"));
  if (index < 0) { toast("这一页没有这份报告"); return; }
  if (PAGE.index) {
    location.replace(PAGE.reports[index].href.split("#")[0] + location.hash);
    return;
  }
  const report = loadReport(index);
  const number = Number(place.get("kpi")) - 1;
  const span = /^(\d+)-(\d+)$/.exec(place.get("span") || "");
  if (report.kpis[number]) goTo(index, number);
  else if (span && report.source) goTo(index, null, [report.unit(Number(span[1])), report.unit(Number(span[2]))]);
  else goTo(index, null, null);
}

function rowsOfMatrix() {
  const rows = new Map();
  PAGE.reports.forEach((_, index) => {
    for (const kpi of loadReport(index).kpis) {
      if (!kpi.concept || kpi.state === "bad" || kpi.status !== Matrix.status || kpi.value === null) continue;
      const key = `${kpi.concept}|${kpi.measure}`;
      if (!rows.has(key)) rows.set(key, { key, kpi, cells: new Map() });
      const { cells } = rows.get(key);
      if (!cells.has(index)) cells.set(index, []);
      cells.get(index).push(kpi);
    }
  });
  const order = Object.keys(WORDS.concepts);
  const place = new Map(order.map((id, at) => [id, at]));
  for (const row of rows.values()) {
    row.name = [WORDS.concepts[row.kpi.concept] || row.kpi.concept, WORDS.measures[row.kpi.measure]].filter(Boolean).join(" · ");
    for (const [index, kpis] of row.cells) row.cells.set(index, distinct(kpis));
  }
  return [...rows.values()].sort((x, y) => y.cells.size - x.cells.size || place.get(x.kpi.concept) - place.get(y.kpi.concept));
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

function sentenceOf(report, kpi) {
  return (kpi.sentence || report.source.slice(kpi.ea, kpi.eb)).trim();
}

function valueButton(index, kpi) {
  return el("button", { type: "button", class: "link", title: `${periodText(kpi.period)} ${sentenceOf(loadReport(index), kpi)}`.trim(), onclick: () => goTo(index, kpi.number) },
    kpi.text, ANNUAL.test(kpi.period || "") ? null : el("small", {}, ` ${periodText(kpi.period)}`));
}

// By the region, by the year, or by both, whichever distinguishes the reports.
function columnName(report) {
  const differ = (part) => new Set(PAGE.reports.map((one) => one[part])).size > 1;
  return ["where", "when"].filter(differ).map((part) => report[part]).filter(Boolean).join(" ") || report.label;
}

function matrixTable(rows) {
  const shown = Matrix.all ? rows : rows.slice(0, ROWS_AT_FIRST);
  const head = el("tr", {}, el("th", { scope: "col" }, "指标"), ...PAGE.reports.map((report) => el("th", { scope: "col", title: report.label }, columnName(report))));
  const body = shown.map((row) => el("tr", { class: row.key === Matrix.chosen ? "chosen" : "" },
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", "aria-pressed": String(row.key === Matrix.chosen), title: "画成图", onclick: () => { Matrix.chosen = row.key === Matrix.chosen ? "" : row.key; renderMatrix(); } }, row.name)),
    ...PAGE.reports.map((_, index) => el("td", {}, ...(row.cells.get(index) || []).slice(0, 2).map((kpi) => valueButton(index, kpi))))));
  const more = rows.length > shown.length ? el("button", { type: "button", onclick: () => { Matrix.all = true; renderMatrix(); } }, `显示全部 ${rows.length} 行`) : null;
  return el("div", { class: "scroll matrix" }, el("table", {}, el("caption", {}, "指标 × 报告"), el("thead", {}, head), el("tbody", {}, ...body)), more);
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
  const low = Math.min(0, ...points.map((point) => point.value));
  const high = Math.max(0, ...points.map((point) => point.value));
  const BAR = narrow() ? { ...NARROW, gap: 104 } : { ...WIDE, width: 420, gap: 150 };
  const place = (value) => BAR.label + ((value - low) / (high - low || 1)) * BAR.width;
  const chart = svg("svg", { viewBox: `0 0 ${BAR.label + BAR.width + BAR.gap} ${points.length * BAR.height + 6}`, role: "group", "aria-label": row.name });
  points.forEach((point, at) => {
    const y = at * BAR.height + 4;
    const name = overYears ? periodText(point.kpi.period) || point.report.label : point.report.where || point.report.label;
    const [left, right] = [place(Math.min(0, point.value)), place(Math.max(0, point.value))];
    const bar = svg("a", { href: `#${hashOf(point.index, `kpi-${point.kpi.number + 1}`)}`, "aria-label": `${name} ${point.kpi.text}` },
      svg("title", {}, sentenceOf(loadReport(point.index), point.kpi)),
      svg("rect", { x: BAR.label, y: y + 2, width: BAR.width, height: 16, rx: 3, class: "track" }),
      svg("rect", { x: left, y: y + 2, width: Math.max(right - left, 2), height: 16, rx: 3, class: `fill ${point.value < 0 ? "down" : "conv"}` }),
      svg("text", { x: BAR.label + BAR.width + 8, y: y + 15, class: "amount" }, shorten(point.kpi.text, 12)));
    chart.append(svg("text", { x: BAR.label - 10, y: y + 14, "text-anchor": "end", class: "axis" }, shorten(name, BAR.letters)), bar);
  });
  const left = row.cells.size - points.length;
  return el("figure", { class: "chart one" }, el("figcaption", {}, `${row.name}（${WORDS.statuses[Matrix.status]}${left ? `，另有 ${left} 份报告用别的单位` : ""}）`), chart);
}

function hitsOf(query) {
  const hits = [];
  for (let index = 0; index < PAGE.reports.length && hits.length < HITS_AT_MOST; index += 1) {
    const report = loadReport(index);
    const covered = [];
    let found = 0;
    for (const kpi of report.kpis) {
      if (found === HITS_A_REPORT) break;
      if (!kpi.indicator.includes(query) && !kpi.text.includes(query)) continue;
      hits.push({ index, kpi: kpi.number, span: null, word: `${kpi.indicator} ${kpi.text}`, text: sentenceOf(report, kpi) });
      covered.push([kpi.ea, kpi.eb]);
      found += 1;
    }
    for (let at = report.source.indexOf(query); at >= 0 && found < HITS_A_REPORT; at = report.source.indexOf(query, at + query.length)) {
      const place = at;
      if (covered.some(([a, b]) => a <= place && place < b)) continue;
      hits.push({ index, kpi: null, span: [at, at + query.length], word: "", text: report.source.slice(Math.max(0, at - 40), at + query.length + 60).replace(/\s+/g, " ") });
      found += 1;
    }
  }
  return hits;
}

function marked(text, query) {
  const parts = [];
  let from = 0;
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, from)) {
    parts.push(text.slice(from, at), el("mark", {}, query));
    from = at + query.length;
  }
  return [...parts, text.slice(from)];
}

function renderHits() {
  const query = Matrix.query.trim();
  const box = $("all-hits");
  if (!query) { box.replaceChildren(); return; }
  const hits = hitsOf(query);
  box.replaceChildren(el("p", { role: "status" }, hits.length ? `${hits.length}${hits.length >= HITS_AT_MOST ? " 处以上" : " 处"}` : "没有找到"),
    el("ol", { class: "hits" }, ...hits.map((hit) => el("li", {},
      el("button", { type: "button", class: "link", onclick: () => goTo(hit.index, hit.kpi, hit.span) }, PAGE.reports[hit.index].label, hit.word ? ` · ${hit.word}` : ""),
      el("p", {}, ...marked(hit.text, query))))));
}

function renderMatrix() {
  const rows = rowsOfMatrix();
  const chosen = rows.find((row) => row.key === Matrix.chosen);
  $("matrix").replaceChildren(
    ...(chosen ? [matrixChart(chosen)] : []),
    rows.length ? matrixTable(rows) : el("p", { class: "empty" }, "没有目录里的指标"));
}

// Of one report alone, or of the index of many pages, there is no matrix.
function matrixSection() {
  if (PAGE.index || PAGE.reports.length < 2) return [];
  const statuses = Object.keys(WORDS.statuses).filter((status) => PAGE.reports.some((report) => report.statuses[status]) && status !== "rule");
  if (!statuses.includes(Matrix.status)) [Matrix.status] = statuses.length ? statuses : ["actual"];
  const search = el("input", { id: "all-q", type: "search", placeholder: "在全部报告里搜索指标、数字、原文", autocomplete: "off", spellcheck: "false", "aria-label": "在全部报告里搜索",
    oninput: () => { Matrix.query = search.value; clearTimeout(matrixSection.timer); matrixSection.timer = setTimeout(renderHits, 150); } });
  search.value = Matrix.query;
  const pick = el("select", { id: "matrix-status", "aria-label": "性质", onchange: () => { Matrix.status = pick.value; Matrix.chosen = ""; renderMatrix(); } },
    ...statuses.map((status) => el("option", { value: status, selected: status === Matrix.status }, WORDS.statuses[status])));
  return [el("form", { class: "across", role: "search", onsubmit: (event) => event.preventDefault() }, search, pick), el("div", { id: "all-hits" }), el("div", { id: "matrix" })];
}
