"use strict";
// Made from page/src by `make page`; sources f75f880493dd556119f1107d0b32e55747b21518471cb097e42b3db4d4ad9fb3
var page = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // src/main.js
  var main_exports = {};
  __export(main_exports, {
    PAGE: () => PAGE,
    Panel: () => Panel,
    Source: () => Source,
    textOf: () => textOf
  });

  // src/format.js
  var PASSING = /* @__PURE__ */ new Set(["supported", "converted", "rounded"]);
  function stateOf(verdict) {
    if (verdict === "supported") return "ok";
    if (PASSING.has(verdict)) return "conv";
    return verdict === "unclear" ? "unsure" : "bad";
  }
  var numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });
  function valueText(value) {
    if (value === null) return "";
    return Array.isArray(value) ? value.map((part) => numbers.format(part)).join("–") : numbers.format(value);
  }
  var HALVES = { H1: "上半年", H2: "下半年", Q1: "一季度", Q2: "二季度", Q3: "三季度", Q4: "四季度" };
  function periodText(period) {
    return (period || "").replace("as_of:", "截至").replace("/", "–").replace(/(\d{4})(H[12]|Q[1-4])/g, (_, year, part) => year + HALVES[part]);
  }
  function share(part, whole) {
    return whole ? `${Math.floor(1e3 * part / whole) / 10}%` : "—";
  }
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
  function folded(text) {
    const small = text.toLowerCase();
    return small.length === text.length ? small : text;
  }
  var bare = (text) => (text || "").replace(/\s+/g, "");
  function shorten(text, limit) {
    const chars = [...text];
    return chars.length > limit ? `${chars.slice(0, limit - 1).join("")}…` : text;
  }
  var hashOf = (index, place) => index === 0 ? place : `r${index + 1}-${place}`;

  // src/data.js
  var WORDS = JSON.parse(document.getElementById("words").textContent);
  var PAGE = JSON.parse(document.getElementById("page").textContent);
  PAGE.reports = JSON.parse(document.getElementById("reports").textContent);
  var STATES = {
    ok: "已核实",
    conv: "换算或约数一致",
    read: WORDS.read,
    unsure: "存疑",
    bad: "未通过",
    miss: "未收录",
    nq: "不是指标"
  };
  var loaded = /* @__PURE__ */ new Map();
  function loadReport(index) {
    if (loaded.has(index)) return loaded.get(index);
    const report = JSON.parse(document.getElementById(`r-${index}`).textContent);
    const table = unitTable(report.source);
    const at = (place) => table ? table[Math.min(place, table.length - 1)] : place;
    report.index = index;
    report.unit = at;
    report.kpis.forEach((kpi, number) => {
      Object.assign(kpi, {
        number,
        a: at(kpi.start),
        b: at(kpi.end),
        ea: at(kpi.evidence[0]),
        eb: at(kpi.evidence[1])
      });
    });
    for (const kind of Object.keys(report.items)) {
      for (const item of report.items[kind]) item.spans = item.evidence.map(([a, b]) => [at(a), at(b)]);
    }
    for (const list of [report.missing, report.others, report.outline, ...report.digest.map((said) => said.numbers)]) {
      for (const part of list) Object.assign(part, { a: at(part.start), b: at(part.end) });
    }
    report.fields.forEach((field2, number) => {
      Object.assign(field2, { number, state: field2.verdict ? stateOf(field2.verdict) : "plain", a: field2.start === null ? -1 : at(field2.start), b: field2.start === null ? -1 : at(field2.end) });
    });
    for (const note of report.notes) note.a = note.start === null ? -1 : at(note.start);
    for (const relation of report.relations) relation.spans = relation.spans.map(([a, b]) => [at(a), at(b)]);
    report.furniture = report.furniture.map(([a, b]) => [at(a), at(b)]);
    loaded.set(index, report);
    return report;
  }

  // src/dom.js
  var $ = (id) => document.getElementById(id);
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === void 0 || value === false) continue;
      if (name === "class") node.className = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== void 0 && child !== ""));
    return node;
  }
  function svg(tag, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
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
    return { flush: () => !cancelled && run(makers.length), cancel: () => {
      cancelled = true;
    } };
  }
  function toast(text) {
    $("toast").textContent = text;
    $("toast").dataset.on = "1";
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => {
      delete $("toast").dataset.on;
    }, 2600);
  }
  var narrow = () => matchMedia("(max-width: 820px)").matches;

  // src/entries.js
  var tabsOf = (report) => report.fields.length ? { fields: "字段", checks: "待查" } : { ...report.digest.length ? { digest: "摘要" } : {}, checks: "待查", kpis: "指标", ...WORDS.items };
  var OPEN = /* @__PURE__ */ new Set(["bad", "unsure"]);
  var openKpis = (report) => ["bad", "unsure"].flatMap((state) => report.kpis.filter((kpi) => kpi.state === state));
  var urgency = (relation) => ({ inconsistent: 0, consistent: 2 })[relation.verdict] ?? 1;
  function entriesOf(report, tab) {
    if (tab === "kpis") return report.kpis.map((kpi) => ({ kind: "kpi", kpi, a: kpi.a }));
    if (tab === "fields") return report.fields.map((field2) => ({ kind: "field", field: field2, a: field2.a }));
    if (tab === "digest") return report.digest.map((said) => ({ kind: "said", said, a: said.numbers.length ? said.numbers[0].a : -1 }));
    if (tab === "checks") {
      const notes = report.notes.map((note) => ({ kind: "note", note, a: note.a }));
      return [
        ...openKpis(report).map((kpi) => ({ kind: "kpi", kpi, a: kpi.a })),
        ...notes.filter((entry) => entry.note.start !== null),
        ...report.missing.map((part) => ({ kind: "missing", part, a: part.a })),
        ...report.failed.map((claim) => ({ kind: "claim", claim, a: -1 })),
        ...[...report.relations].sort((x, y) => urgency(x) - urgency(y)).map((relation) => ({ kind: "relation", relation, a: relation.spans.length ? relation.spans[0][0] : 0 })),
        ...notes.filter((entry) => entry.note.start === null)
      ];
    }
    return report.items[tab].map((item) => ({ kind: "item", item, a: item.spans.length ? item.spans[0][0] : 0 }));
  }
  function firstTab(report) {
    if (report.fields.length) return "fields";
    if (report.digest.length) return "digest";
    return entriesOf(report, "checks").length ? "checks" : "kpis";
  }
  function textOf(entry, report) {
    if (entry.kind === "kpi") {
      const { kpi } = entry;
      const sentence = report.source ? report.source.slice(kpi.ea, kpi.eb) : kpi.sentence;
      return [kpi.indicator, kpi.text, kpi.unit, kpi.period || "", kpi.section.join(" "), kpi.reason, sentence].join(" ");
    }
    if (entry.kind === "item") return `${entry.item.title} ${entry.item.detail}`;
    if (entry.kind === "said") return entry.said.text;
    if (entry.kind === "missing") return `${entry.part.text} ${entry.part.indicator}`;
    if (entry.kind === "note") return `${entry.note.title} ${entry.note.text}`;
    if (entry.kind === "field") return `${entry.field.path} ${entry.field.value} ${entry.field.text} ${entry.field.reason}`;
    if (entry.kind === "relation") return `${entry.relation.relation} ${entry.relation.recomputation}`;
    return `${entry.claim.text} ${entry.claim.reason}`;
  }

  // src/across.js
  var ANNUAL = /^(?:as_of:)?\d{4}(?:-12)?$/;
  function rowsRead(wantedStatus) {
    const rows = /* @__PURE__ */ new Map();
    PAGE.reports.forEach((_, index) => {
      for (const kpi of loadReport(index).kpis) {
        if (!kpi.concept || kpi.state === "bad" || kpi.status !== wantedStatus || kpi.value === null) continue;
        const key = `${kpi.concept}|${kpi.measure}`;
        if (!rows.has(key)) rows.set(key, { key, kpi, cells: /* @__PURE__ */ new Map() });
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
      cells: new Map(cells.map(([index, number, text, period, value, unit, change]) => [index, [{ number, text, period, value, unit, change }]]))
    }));
  }
  function rowsOfMatrix(wantedStatus) {
    const rows = PAGE.index ? rowsGiven(wantedStatus) : rowsRead(wantedStatus);
    const order = Object.keys(WORDS.concepts);
    const place = new Map(order.map((id, at) => [id, at]));
    for (const row of rows) {
      row.name = [WORDS.concepts[row.kpi.concept] || row.kpi.concept, WORDS.measures[row.kpi.measure]].filter(Boolean).join(" · ");
    }
    return rows.sort((x, y) => y.cells.size - x.cells.size || place.get(x.kpi.concept) - place.get(y.kpi.concept));
  }
  function distinct(kpis) {
    const seen = /* @__PURE__ */ new Map();
    for (const kpi of kpis) {
      const key = `${kpi.period}|${kpi.text}`;
      if (!seen.has(key)) seen.set(key, kpi);
    }
    return [...seen.values()].sort((x, y) => Number(!ANNUAL.test(x.period || "")) - Number(!ANNUAL.test(y.period || "")));
  }
  function sentenceOf(report, kpi) {
    return (kpi.sentence || report.source.slice(kpi.ea, kpi.eb)).trim();
  }
  function columnName(report) {
    columnName.parts ??= ["where", "when"].filter((part) => new Set(PAGE.reports.map((one) => one[part])).size > 1);
    return columnName.parts.map((part) => report[part]).filter(Boolean).join(" ") || report.label;
  }
  var columnsNamed = (query) => PAGE.reports.map((_, index) => index).filter((index) => {
    const report = PAGE.reports[index];
    return !query || columnName(report).includes(query) || report.label.includes(query);
  });

  // src/charts.js
  var WIDE = { height: 26, label: 158, width: 184, gap: 56, letters: 11 };
  var NARROW = { height: 26, label: 116, width: 148, gap: 56, letters: 8 };
  function barChart(title, rows) {
    const BAR = narrow() ? NARROW : WIDE;
    const height = rows.length * BAR.height + 6;
    const chart = svg("svg", { viewBox: `0 0 ${BAR.label + BAR.width + BAR.gap} ${height}`, role: "img", "aria-label": `${title}:${rows.map((row) => `${row.name} ${row.text}`).join(";")}` });
    rows.forEach((row, index) => {
      const y = index * BAR.height + 4;
      const label = svg("text", { x: BAR.label - 10, y: y + 14, "text-anchor": "end", class: "axis" }, shorten(row.name, BAR.letters));
      label.append(svg("title", {}, row.name));
      chart.append(
        label,
        svg("rect", { x: BAR.label, y: y + 2, width: BAR.width, height: 16, rx: 3, class: "track" }),
        svg("rect", { x: BAR.label, y: y + 2, width: Math.max(row.share * BAR.width, row.share > 0 ? 2 : 0), height: 16, rx: 3, class: `fill ${row.state}` }),
        svg("text", { x: BAR.label + BAR.width + 8, y: y + 15, class: "amount" }, row.text)
      );
    });
    return el("figure", { class: "chart" }, el("figcaption", {}, title), chart);
  }

  // src/matrix.js
  var ROWS_AT_FIRST = 30;
  var COLUMNS = 60;
  var BARS = 60;
  var Matrix = { status: "target", all: false, chosen: "", from: 0 };
  var placeOf = (index, kpi) => PAGE.index ? `${PAGE.reports[index].href.split("#")[0]}#at=${encodeURIComponent(PAGE.reports[index].file)}&kpi=${kpi.number + 1}` : `#${hashOf(index, `kpi-${kpi.number + 1}`)}`;
  var quoted = (index, kpi) => PAGE.index ? kpi.text : sentenceOf(loadReport(index), kpi);
  function wayTo(index, kpi) {
    const words = [kpi.text, ANNUAL.test(kpi.period || "") ? null : el("small", {}, ` ${periodText(kpi.period)}`)];
    const title = `${periodText(kpi.period)} ${quoted(index, kpi)}`.trim();
    return PAGE.index ? el("a", { class: "link", href: placeOf(index, kpi), title }, ...words) : el("button", { type: "button", class: "link", title, onclick: () => goTo(index, kpi.number) }, ...words);
  }
  function turn(word, from, able) {
    return el("button", { type: "button", disabled: !able, onclick: () => {
      Matrix.from = from;
      renderMatrix();
    } }, word);
  }
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
    const body = shown.map((row) => el(
      "tr",
      { class: row.key === Matrix.chosen ? "chosen" : "" },
      el("th", { scope: "row" }, el("button", { type: "button", class: "link", "aria-pressed": String(row.key === Matrix.chosen), title: "画成图", onclick: () => {
        Matrix.chosen = row.key === Matrix.chosen ? "" : row.key;
        renderMatrix();
      } }, row.name)),
      ...seen.map((index) => el("td", {}, ...(row.cells.get(index) || []).slice(0, 2).map((kpi) => wayTo(index, kpi))))
    ));
    const more = rows.length > shown.length ? el("button", { type: "button", onclick: () => {
      Matrix.all = true;
      renderMatrix();
    } }, `显示全部 ${rows.length} 行`) : null;
    return el("div", { class: "scroll matrix" }, turns(columns.length), el("table", {}, el("caption", {}, "指标 × 报告"), el("thead", {}, head), el("tbody", {}, ...body)), more);
  }
  function matrixChart(row) {
    const units = /* @__PURE__ */ new Map();
    for (const kpis of row.cells.values()) units.set(kpis[0].unit, (units.get(kpis[0].unit) || 0) + 1);
    const [unit] = [...units].sort((x, y) => y[1] - x[1])[0];
    const signed = (kpi) => (Array.isArray(kpi.value) ? kpi.value[1] : kpi.value) * (kpi.change === "decline" ? -1 : 1);
    const points = [...row.cells].map(([index, [kpi]]) => ({ index, kpi, report: PAGE.reports[index], value: signed(kpi) })).filter((point) => point.kpi.unit === unit);
    const overYears = new Set(points.map((point) => point.report.where)).size === 1;
    points.sort((x, y) => overYears ? (x.kpi.period || "").localeCompare(y.kpi.period || "") : y.value - x.value);
    const beyond = Math.max(0, points.length - BARS);
    points.length -= beyond;
    const low = Math.min(0, ...points.map((point) => point.value));
    const high = Math.max(0, ...points.map((point) => point.value));
    const BAR = narrow() ? { ...NARROW, gap: 104 } : { ...WIDE, width: 420, gap: 150 };
    const place = (value) => BAR.label + (value - low) / (high - low || 1) * BAR.width;
    const chart = svg("svg", { viewBox: `0 0 ${BAR.label + BAR.width + BAR.gap} ${points.length * BAR.height + 6}`, role: "group", "aria-label": row.name });
    points.forEach((point, at) => {
      const y = at * BAR.height + 4;
      const name = overYears ? periodText(point.kpi.period) || point.report.label : point.report.where || point.report.label;
      const [left2, right] = [place(Math.min(0, point.value)), place(Math.max(0, point.value))];
      const bar = svg(
        "a",
        { href: placeOf(point.index, point.kpi), "aria-label": `${name} ${point.kpi.text}` },
        svg("title", {}, quoted(point.index, point.kpi)),
        svg("rect", { x: BAR.label, y: y + 2, width: BAR.width, height: 16, rx: 3, class: "track" }),
        svg("rect", { x: left2, y: y + 2, width: Math.max(right - left2, 2), height: 16, rx: 3, class: `fill ${point.value < 0 ? "down" : "conv"}` }),
        svg("text", { x: BAR.label + BAR.width + 8, y: y + 15, class: "amount" }, shorten(point.kpi.text, 12))
      );
      chart.append(svg("text", { x: BAR.label - 10, y: y + 14, "text-anchor": "end", class: "axis" }, shorten(name, BAR.letters)), bar);
    });
    const left = row.cells.size - points.length - beyond;
    return el("figure", { class: "chart one" }, el("figcaption", {}, `${row.name}（${WORDS.statuses[Matrix.status]}${left ? `，另有 ${left} 份报告用别的单位` : ""}${beyond ? `，另有 ${beyond} 份报告没有画出` : ""}）`), chart);
  }
  function renderMatrix() {
    const rows = rowsOfMatrix(Matrix.status);
    const chosen = rows.find((row) => row.key === Matrix.chosen);
    $("matrix").replaceChildren(
      ...chosen ? [matrixChart(chosen)] : [],
      rows.length ? matrixTable(rows) : el("p", { class: "empty" }, "没有目录里的指标")
    );
  }
  function matrixSection() {
    if (PAGE.reports.length < 2) return [];
    const statuses = Object.keys(WORDS.statuses).filter((status) => PAGE.reports.some((report) => report.statuses[status]) && status !== "rule");
    if (!statuses.includes(Matrix.status)) [Matrix.status] = statuses.length ? statuses : ["actual"];
    const pick = el(
      "select",
      { id: "matrix-status", "aria-label": "性质", onchange: () => {
        Matrix.status = pick.value;
        Matrix.chosen = "";
        renderMatrix();
      } },
      ...statuses.map((status) => el("option", { value: status, selected: status === Matrix.status }, WORDS.statuses[status]))
    );
    const columns = PAGE.index ? field("columns-q", "按地区、年份或报告名筛选", "columns", () => {
      Matrix.from = 0;
      renderMatrix();
      renderHits();
    }) : null;
    return [
      el(
        "form",
        { class: "across", role: "search", onsubmit: (event) => event.preventDefault() },
        field("all-q", PAGE.part ? "在本页的报告里搜索指标、数字、原文" : "在全部报告里搜索指标、数字、原文", "query", renderHits),
        columns,
        pick
      ),
      el("div", { id: "all-hits" }),
      el("div", { id: "matrix" })
    ];
  }
  function field(id, words, key, then) {
    let timer = 0;
    const input = el("input", {
      id,
      type: "search",
      placeholder: words,
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": words,
      oninput: () => {
        Search[key] = input.value;
        clearTimeout(timer);
        timer = setTimeout(then, 150);
      }
    });
    input.value = Search[key];
    return input;
  }

  // src/overview.js
  function renderOverview() {
    const reports = PAGE.reports;
    const name = (report) => report.label;
    const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
    const lowest = (rows2) => PAGE.index && rows2.length > PAGE.most ? [...rows2].sort((x, y) => x.share - y.share).slice(0, PAGE.most) : rows2;
    const cut = PAGE.index && reports.length > PAGE.most ? `（最低的 ${PAGE.most} 份）` : "";
    const asked = reports.some((report) => report.by_model);
    const clear = (report) => asked ? [report.passed, report.checked] : [report.kpis - report.doubtful, report.kpis];
    const verified = reports.map((report) => ({ name: name(report), share: clear(report)[1] ? clear(report)[0] / clear(report)[1] : 0, text: share(...clear(report)), state: "ok" }));
    const covered = reports.map((report) => ({ name: name(report), share: report.numbers ? report.captured / report.numbers : 1, text: share(report.captured, report.numbers), state: "conv" }));
    const most = Math.max(1, ...Object.keys(WORDS.statuses).map((status) => reports.reduce((total, report) => total + (report.statuses[status] || 0), 0)));
    const statuses = Object.entries(WORDS.statuses).map(([status, word]) => {
      const count = reports.reduce((total, report) => total + (report.statuses[status] || 0), 0);
      return { name: word, share: count / most, text: String(count), state: "plain" };
    });
    const tile = (word, figure, extra) => el("div", { class: "tile" }, el("dt", {}, word), el("dd", {}, figure, el("small", {}, extra)));
    const tiles = el(
      "dl",
      { class: "tiles" },
      tile("报告", String(reports.length), ""),
      tile("指标", numbers.format(sum("kpis")), ""),
      ...asked ? [tile("核对通过", share(sum("passed"), sum("checked")), `${sum("passed")} / ${sum("checked")}`)] : [],
      tile("存疑的指标", numbers.format(sum("doubtful")), ""),
      tile("原文数字已收录", share(sum("captured"), sum("numbers")), `${sum("captured")} / ${sum("numbers")}`),
      tile("原文算不通", String(sum("inconsistent")), "")
    );
    const heads = ["报告", "指标", "通过", "存疑", "未通过", "已收录", "未收录", "算不通"];
    const link = (report, index) => PAGE.index ? el("a", { href: report.href }, name(report)) : el("button", { type: "button", class: "link", onclick: () => {
      openReport(index);
      showOverview(false);
    } }, name(report));
    const rows = reports.map((report, index) => el(
      "tr",
      {},
      el("th", { scope: "row" }, link(report, index)),
      ...[report.kpis, report.passed, report.doubtful, report.checked - report.passed - report.unclear, report.captured, report.numbers - report.captured, report.inconsistent].map((count) => el("td", {}, String(count)))
    ));
    $("overview").replaceChildren(
      el("h2", { tabindex: "-1" }, "概览"),
      tiles,
      ...matrixSection(),
      el(
        "div",
        { class: "charts" },
        barChart(`${asked ? "核对通过" : "没有疑点"}的比例${cut}`, lowest(verified)),
        barChart(`原文指标数字的收录率${cut}`, lowest(covered)),
        statuses.some((row) => row.share) ? barChart("指标的性质", statuses) : null
      ),
      el("div", { class: "scroll" }, el("table", {}, el("caption", {}, "各份报告"), el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows)))
    );
    if ($("matrix")) {
      renderMatrix();
      renderHits();
    }
  }
  function showOverview(on) {
    if (on) renderOverview();
    $("overview").hidden = !on;
    document.body.toggleAttribute("data-overview", on);
    document.querySelector("main").hidden = on;
    $("show-overview").setAttribute("aria-pressed", String(on));
    markDock(on ? "overview" : document.body.dataset.view);
    if (on) {
      if (!PAGE.index) setHash("overview");
      $("overview").querySelector("h2").focus({ preventScroll: true });
    } else if (location.hash === "#overview") {
      setHash("");
    }
  }

  // src/decisions.js
  var REVIEW = { accept: "接受", correct: "更正", reject: "驳回" };
  var FORMAT = "policysum-decisions";
  var decisionKey = (report, kpi) => `${report.index}:${kpi.number}`;
  function readDecision(raw) {
    if (!raw || typeof raw !== "object" || !Object.hasOwn(REVIEW, raw.decision)) return null;
    const index = PAGE.reports.findIndex((report2) => report2.name === raw.report && report2.sha256 === raw.source_sha256);
    if (index < 0) return null;
    const report = loadReport(index);
    const same = (kpi2) => kpi2 && kpi2.start === raw.start && kpi2.end === raw.end && kpi2.indicator === raw.indicator;
    const kpi = same(report.kpis[raw.kpi - 1]) ? report.kpis[raw.kpi - 1] : report.kpis.find(same);
    if (!kpi) return null;
    const correction = raw.decision === "correct" ? readCorrection(raw.correction) : null;
    if (raw.decision === "correct" && !correction) return null;
    const text = (value) => typeof value === "string" ? value : "";
    const time = (value) => {
      const at = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text(value)) ? new Date(value) : null;
      return at && at.getTime() < Date.now() + 864e5 ? at.toISOString() : null;
    };
    return [decisionKey(report, kpi), { decision: raw.decision, correction, note: text(raw.note), decided_at: time(raw.decided_at) }];
  }
  function readCorrection(raw) {
    const number = (value2) => typeof value2 === "number" && Number.isFinite(value2);
    const { indicator, value, unit, status, change, period } = raw || {};
    const fits = typeof indicator === "string" && indicator.trim() && typeof unit === "string" && (value === null || number(value) || Array.isArray(value) && value.length === 2 && value.every(number)) && Object.hasOwn(WORDS.statuses, status) && Object.hasOwn(WORDS.changes, change) && (period === null || typeof period === "string");
    return fits ? { indicator, value, unit, status, change, period } : null;
  }

  // src/marks.js
  function marksOf(report) {
    const found = [];
    const byStart = /* @__PURE__ */ new Map();
    for (const field2 of report.fields) if (field2.a >= 0) found.push({ a: field2.a, b: field2.b, state: field2.state, field: field2, rank: 0 });
    for (const kpi of report.kpis) {
      const same = byStart.get(kpi.a);
      if (same && same.b === kpi.b) {
        same.kpis.push(kpi.number);
        if (kpi.state === "bad" || kpi.state === "unsure" && same.state !== "bad") same.state = kpi.state;
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
        if (mark.a < last || i < taken.length && taken[i].a < mark.b || mark.b <= mark.a) {
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
  var LONGEST_LINE = 6e3;
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

  // src/source.js
  var Source = { lines: [], slices: null, report: null };
  var CROWDED = 900;
  function markNode(report, mark, text) {
    const label = mark.kpis ? report.kpis[mark.kpis[0]].indicator : mark.field ? mark.field.path : mark.missing ? mark.missing.indicator : "";
    if (mark.state === "nq") {
      return remember(mark, el("span", { class: "m nq", title: `不是指标：${WORDS.kinds[mark.other.kind] || mark.other.kind}` }, text));
    }
    if (mark.other) return remember(mark, el("span", { class: "m ok", title: "已写入条目" }, text));
    const hash = mark.kpis ? `kpi-${mark.kpis[0] + 1}` : mark.field ? `field-${mark.field.number + 1}` : `n-${mark.missing.start}`;
    return remember(mark, el("a", {
      class: `m ${mark.state}${text.length < 16 ? " short" : ""}`,
      href: `#${hashOf(report.index, hash)}`,
      title: `${STATES[mark.state]}：${label}`,
      "aria-label": `${text},${STATES[mark.state]},${label}`
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
    const cuts = /* @__PURE__ */ new Set([a, b]);
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
      const apart = b - a > CROWDED && from > a;
      if (bold && !strong) node.append(strong = el("strong", { class: apart ? "run-in apart" : "run-in" }));
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
      return el(
        "li",
        { class: `l${Math.min(section.level, 4)}` },
        el(
          "button",
          { type: "button", "data-index": index, onclick: () => jumpTo(section.a) },
          el("span", { class: `dot ${section.role}`, "aria-hidden": "true" }),
          el("span", { class: "t" }, section.title),
          bad ? el("span", { class: "n", title: `${bad} 个未通过` }, String(bad)) : null
        )
      );
    });
    $("outline").replaceChildren(el("h2", {}, "目录"), el("ol", {}, ...links));
    if (!links.length) $("outline").append(el("p", { class: "empty" }, "没有识别出标题"));
  }
  function renderLegend(report) {
    const counts = { ok: 0, conv: 0, read: 0, unsure: 0, bad: 0, miss: report.missing.length, nq: 0 };
    for (const one of [...report.kpis, ...report.fields]) if (one.state in counts) counts[one.state] += 1;
    for (const mark of Source.marks) if (mark.state === "nq") counts.nq += 1;
    $("legend").replaceChildren(...Object.entries(STATES).map(([state, word]) => el(
      "button",
      { type: "button", class: `key ${state}`, "data-state": state, disabled: state === "nq", onclick: () => filterByState(state) },
      el("span", { class: `m ${state}` }, word),
      el("b", {}, String(counts[state]))
    )));
  }
  function lineAt(place) {
    let low = 0;
    let high = Source.lines.length - 1;
    while (low < high) {
      const middle = low + high + 1 >> 1;
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
    while (node && (left > node.length || !late && left === node.length)) {
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
    const node = target && target.node || line.node;
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

  // src/review.js
  var STORE = `policysum:${PAGE.fingerprint}`;
  var decisions = /* @__PURE__ */ new Map();
  function decisionOf(report, kpi) {
    return decisions.get(decisionKey(report, kpi));
  }
  function reviewOf(report, kpi) {
    return decisionOf(report, kpi) || (kpi.reviewed ? { decision: kpi.reviewed, written: true } : void 0);
  }
  function loadDecisions() {
    try {
      decisions = new Map(JSON.parse(localStorage.getItem(STORE) || "[]"));
    } catch {
      decisions = /* @__PURE__ */ new Map();
    }
  }
  function saveDecisions() {
    $("decided").textContent = String(decisions.size);
    try {
      localStorage.setItem(STORE, JSON.stringify([...decisions]));
    } catch {
      if (!saveDecisions.warned) toast("浏览器不允许保存，关闭前请先导出复核");
      saveDecisions.warned = true;
    }
  }
  function decide(entry, decision, correction, note) {
    const report = Source.report;
    const key = decisionKey(report, entry.kpi);
    const before = decisions.get(key);
    if (before && before.decision === decision && !correction) decisions.delete(key);
    else decisions.set(key, { decision, correction: correction || null, note: note || "", decided_at: (/* @__PURE__ */ new Date()).toISOString() });
    saveDecisions();
    refresh(entry);
    const now = decisions.get(key);
    toast(now ? `#${entry.kpi.number + 1} ${REVIEW[now.decision]}` : `#${entry.kpi.number + 1} 已撤销`);
  }
  function refresh(entry) {
    const open = entry.node.classList.contains("open");
    const fresh = cardOf(Source.report, entry);
    entry.node.replaceWith(fresh);
    entry.node = fresh;
    if (open) openCard(entry);
  }
  function reviewControls(report, entry) {
    const { kpi } = entry;
    const decision = decisionOf(report, kpi);
    const button = (name, key) => el("button", {
      type: "button",
      class: `act ${name}`,
      "aria-pressed": String(Boolean(decision && decision.decision === name)),
      title: `快捷键 ${key}`,
      onclick: () => name === "correct" ? openForm(entry) : decide(entry, name)
    }, REVIEW[name]);
    const row = el("div", { class: "acts", role: "group", "aria-label": "复核" }, button("accept", "a"), button("correct", "c"), button("reject", "r"));
    const note = decision && decision.note ? el("p", { class: "note" }, `备注：${decision.note}`) : null;
    return el("div", { class: "review" }, row, ...note ? [note] : []);
  }
  function openForm(entry) {
    const box = entry.node.querySelector(".review");
    if (!box || box.querySelector("form")) return;
    const { kpi } = entry;
    const decision = decisionOf(Source.report, kpi);
    const now = { ...kpi, ...decision && decision.correction || {} };
    const field2 = (name, word, control) => el("label", { class: `field ${name}` }, el("span", {}, word), control);
    const input = (name, value, attributes) => el("input", { name, value: value ?? "", autocomplete: "off", ...attributes });
    const select = (name, words) => el("select", { name }, ...Object.entries(words).map(([value, word]) => el("option", { value, selected: value === now[name] }, word)));
    const message = el("p", { class: "reason", role: "alert" });
    const form = el(
      "form",
      { class: "correct-form", "aria-label": "更正" },
      field2("wide", "指标", input("indicator", now.indicator, { required: true })),
      field2("value", "数值（归一）", input("value", Array.isArray(now.value) ? now.value.join("~") : now.value, { inputmode: "decimal" })),
      field2("unit", "单位", input("unit", now.unit)),
      field2("status", "性质", select("status", WORDS.statuses)),
      field2("change", "变化", select("change", WORDS.changes)),
      field2("period", "时期", input("period", now.period, { placeholder: "如 2020、2020H1" })),
      field2("wide", "备注", input("note", decision ? decision.note : "")),
      message,
      el(
        "div",
        { class: "acts" },
        el("button", { type: "submit", class: "primary" }, "保存更正"),
        el("button", { type: "button", onclick: () => {
          form.remove();
          entry.node.querySelector(".head").focus();
        } }, "取消")
      )
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = Object.fromEntries(new FormData(form));
      const parts = data.value.trim() === "" ? [] : data.value.split("~").map((part) => Number(part.replaceAll(",", "").trim()));
      if (parts.length > 2 || parts.some((part) => !Number.isFinite(part))) {
        message.textContent = "数值只能是一个数，或用 ~ 隔开的一个范围";
        return;
      }
      if (!data.indicator.trim()) return;
      decide(entry, "correct", {
        indicator: data.indicator.trim(),
        value: parts.length ? parts.length === 1 ? parts[0] : parts : null,
        unit: data.unit.trim(),
        status: data.status,
        change: data.change,
        period: data.period.trim() || null
      }, data.note.trim());
      entry.node.querySelector(".head").focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        form.remove();
        entry.node.querySelector(".head").focus();
      }
    });
    box.append(form);
    entry.node.scrollIntoView({ block: "start" });
    form.elements.indicator.focus({ preventScroll: true });
  }
  function decisionsJson() {
    const list = [...decisions].map(([key, decision]) => {
      const [index, number] = key.split(":").map(Number);
      const report = loadReport(index);
      const kpi = report.kpis[number];
      return {
        report: report.name,
        source_sha256: report.sha256,
        kpi: number + 1,
        start: kpi.start,
        end: kpi.end,
        text: kpi.text,
        indicator: kpi.indicator,
        ...decision
      };
    });
    list.sort((x, y) => x.report < y.report ? -1 : x.report > y.report ? 1 : x.kpi - y.kpi);
    return JSON.stringify({ format: FORMAT, version: 1, created_at: (/* @__PURE__ */ new Date()).toISOString(), decisions: list }, null, 2);
  }
  function exportDecisions() {
    if (!decisions.size) {
      toast("还没有复核任何指标");
      return;
    }
    const url = URL.createObjectURL(new Blob([decisionsJson()], { type: "application/json" }));
    const link = el("a", { href: url, download: PAGE.part ? `decisions-${PAGE.part.number}.json` : "decisions.json" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
    toast(`已导出 ${decisions.size} 条，运行 policysum apply ${link.download} 写回结果`);
  }
  async function importDecisions(file) {
    let list = null;
    try {
      const data = JSON.parse(await file.text());
      if (data.format === FORMAT && data.version === 1 && Array.isArray(data.decisions)) list = data.decisions;
    } catch {
    }
    if (!list) {
      toast("这不是复核页面导出的文件");
      return;
    }
    const counts = { taken: 0, older: 0, strange: 0 };
    for (const raw of list) {
      const read2 = readDecision(raw);
      if (!read2) {
        counts.strange += 1;
        continue;
      }
      const mine = decisions.get(read2[0]);
      if (mine && (mine.decided_at || "") > (read2[1].decided_at || "")) {
        counts.older += 1;
        continue;
      }
      decisions.set(...read2);
      counts.taken += 1;
    }
    saveDecisions();
    renderList();
    toast([`已导入 ${counts.taken} 条`, counts.older ? `${counts.older} 条本页已有更新的` : "", counts.strange ? `${counts.strange} 条不属于本页` : ""].filter(Boolean).join("，"));
  }

  // src/cards.js
  function badge(kpi) {
    const sign = { ok: "✓", conv: "≈", read: "·", unsure: "?", bad: "✗" }[kpi.state];
    const word = kpi.state === "read" ? WORDS.read : kpi.state === "unsure" ? WORDS.verdicts.unclear : WORDS.verdicts[kpi.verdict];
    return el("span", { class: `badge ${kpi.state}` }, `${sign} ${word}`);
  }
  function kpiCard(report, entry) {
    const { kpi } = entry;
    const decision = reviewOf(report, kpi);
    const shown = decision && decision.correction ? { ...kpi, ...decision.correction } : kpi;
    const value = valueText(shown.value);
    const tags = [WORDS.statuses[shown.status], WORDS.changes[shown.change], periodText(shown.period)].filter(Boolean);
    const head = el(
      "button",
      { type: "button", class: "head", "aria-expanded": "false", onclick: () => choose(entry, { jump: true }) },
      el(
        "span",
        { class: "row" },
        badge(kpi),
        decision ? el("span", { class: `badge by ${decision.decision}` }, `${decision.written ? "已写回" : "复核"}：${REVIEW[decision.decision]}`) : null,
        el("span", { class: "no" }, `#${kpi.number + 1}`)
      ),
      el("span", { class: "name" }, shown.indicator),
      el(
        "span",
        { class: "row figures" },
        el("span", { class: "figure" }, kpi.text),
        value ? el("span", { class: "value" }, `= ${value} ${shown.unit}`) : null
      ),
      el("span", { class: "tags" }, ...tags.map((tag) => el("span", {}, tag))),
      ...kpi.doubts.filter((doubt) => doubt.field !== "value").map((doubt) => el("span", { class: "reason aside unsure" }, `${WORDS.fields[doubt.field]}：${doubt.reason}`)),
      kpi.reason ? el("span", { class: kpi.state === "bad" ? "reason" : `reason aside ${kpi.state}` }, kpi.reason) : null
    );
    return el("li", { class: `card ${kpi.state}${decision ? ` is-${decision.decision}` : ""}`, id: hashOf(report.index, `kpi-${kpi.number + 1}`) }, head);
  }
  function groundsNode(kpi) {
    const rests = Object.entries(kpi.grounds || {}).map(([field2, ground]) => el("span", { class: `ground ${ground}` }, `${WORDS.fields[field2]} ${WORDS.grounds[ground]}`));
    const other = kpi.said_otherwise.map((one) => el("span", { class: "ground inferred" }, `${one.reader === "model" ? "模型" : "原文"}作“${one.value ?? "无"}”（${WORDS.fields[one.field]}）`));
    return el("p", { class: "grounds" }, ...rests, ...other);
  }
  function evidenceNode(report, kpi) {
    if (!report.source) return el("blockquote", {}, kpi.sentence);
    return el(
      "blockquote",
      {},
      report.source.slice(kpi.ea, Math.max(kpi.ea, kpi.a)).trimStart(),
      el("mark", { class: `m ${kpi.state}` }, report.source.slice(kpi.a, kpi.b)),
      report.source.slice(kpi.b, Math.max(kpi.b, kpi.eb)).trimEnd()
    );
  }
  function plainCard(entry, head, body, state) {
    return el(
      "li",
      { class: `card ${state || ""}` },
      el("button", { type: "button", class: "head", "aria-expanded": "false", onclick: () => choose(entry, { jump: true }) }, ...head),
      ...body
    );
  }
  function saidNode(said) {
    const node = el("p", { class: "said" });
    let from = 0;
    for (const number of said.numbers) {
      const at = said.text.indexOf(number.text, from);
      if (at < 0) continue;
      node.append(said.text.slice(from, at), el("button", { type: "button", class: "link number", title: "看原文", onclick: () => showNumber(number) }, number.text));
      from = at + number.text.length;
    }
    node.append(said.text.slice(from));
    return node;
  }
  function showNumber({ a, b }) {
    for (const node of $("source").querySelectorAll(".on")) node.classList.remove("on");
    if (!Source.lines.length) return;
    jumpTo(a);
    for (const mark of Source.marks) if (mark.node && mark.a < b && a < mark.b) mark.node.classList.add("on");
    markOutline(a);
  }
  function cardOf(report, entry) {
    if (entry.kind === "said") return plainCard(entry, [el("span", { class: "row" }, el("span", { class: "badge plain" }, entry.said.word))], [saidNode(entry.said)]);
    if (entry.kind === "kpi") return kpiCard(report, entry);
    if (entry.kind === "item") {
      return plainCard(entry, [el("span", { class: "name" }, entry.item.title), el("span", { class: "detail" }, entry.item.detail)], []);
    }
    if (entry.kind === "missing") {
      const { part } = entry;
      return plainCard(entry, [
        el("span", { class: "row" }, el("span", { class: "badge miss" }, "… 未收录"), el("span", { class: "no" }, WORDS.statuses[part.status])),
        el("span", { class: "name" }, part.indicator || "（原文没有写明）"),
        el("span", { class: "row figures" }, el("span", { class: "figure" }, part.text))
      ], [], "miss");
    }
    if (entry.kind === "note") {
      const { note } = entry;
      const unread = note.start !== null;
      return plainCard(entry, [
        el("span", { class: "row" }, el("span", { class: `badge ${unread ? "miss" : "plain"}` }, unread ? "… 模型没有读成" : "说明")),
        ...unread ? [el("span", { class: "name" }, note.title)] : [],
        el("span", { class: "detail" }, note.text)
      ], [], unread ? "miss" : "");
    }
    if (entry.kind === "field") {
      const { field: field2 } = entry;
      const head = [
        el("span", { class: "row" }, field2.verdict ? badge(field2) : el("span", { class: "badge plain" }, "没有数字"), el("span", { class: "no" }, `#${field2.number + 1}`)),
        el("span", { class: "name path-name" }, field2.path),
        el("span", { class: field2.verdict && field2.value.length < 24 ? "figure" : "long-value" }, field2.value),
        field2.text && field2.text !== field2.value ? el("span", { class: "value" }, `核对的数字：${field2.text}`) : null,
        field2.reason ? el("span", { class: "reason" }, field2.reason) : null
      ];
      return plainCard(entry, head.filter(Boolean), [], field2.state === "plain" ? "" : field2.state);
    }
    if (entry.kind === "relation") {
      const { relation } = entry;
      const wrong = relation.verdict === "inconsistent";
      const word = { consistent: "≈ 算得通", inconsistent: "✗ 算不通" }[relation.verdict] || "? 无法判断";
      return plainCard(entry, [
        el("span", { class: "row" }, el("span", { class: `badge ${wrong ? "bad" : "plain"}` }, word), el("span", { class: "no" }, `原文算术 · ${WORDS.relations[relation.type] || relation.type}`)),
        el("span", { class: "name" }, relation.relation),
        el("span", { class: "detail" }, relation.recomputation)
      ], [], wrong ? "bad" : "");
    }
    const state = stateOf(entry.claim.verdict);
    return plainCard(entry, [
      el("span", { class: "row" }, badge({ state, verdict: entry.claim.verdict })),
      el("span", { class: "figure" }, entry.claim.text),
      el("span", { class: "detail" }, `${entry.claim.path} ${entry.claim.reason}`)
    ], [], state);
  }

  // src/panel.js
  var Panel = { tab: "", entries: [], selected: -1, slices: null };
  function wanted(entry, report) {
    const query = $("q").value.trim().toLowerCase();
    if (query && !textOf(entry, report).toLowerCase().includes(query)) return false;
    const section = $("f-section").value;
    if (section !== "") {
      const { a, b } = report.outline[Number(section)];
      if (entry.a < a || entry.a >= b) return false;
    }
    if (entry.kind === "missing") return !$("f-status").value || entry.part.status === $("f-status").value;
    if (entry.kind !== "kpi" && entry.kind !== "field") return true;
    const verdict = $("f-verdict").value;
    const checked = entry.kpi || entry.field;
    if (verdict && verdict !== checked.state && verdict !== checked.verdict) return false;
    if (entry.kind === "field") return true;
    const { kpi } = entry;
    if ($("f-status").value && kpi.status !== $("f-status").value) return false;
    const review = $("f-review").value;
    const decision = reviewOf(report, kpi);
    return !review || (review === "none" ? !decision : decision && decision.decision === review);
  }
  function renderTabs(report) {
    const tabs = tabsOf(report);
    if (!(Panel.tab in tabs)) Panel.tab = firstTab(report);
    $("tabs").replaceChildren(...Object.entries(tabs).map(([tab, word]) => el("button", {
      type: "button",
      role: "tab",
      id: `tab-${tab}`,
      "aria-controls": "list",
      "aria-selected": String(tab === Panel.tab),
      tabindex: tab === Panel.tab ? "0" : "-1",
      onclick: () => openTab(tab),
      onkeydown: (event) => {
        const step2 = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step2) return;
        const names = Object.keys(tabs);
        openTab(names[(names.indexOf(tab) + step2 + names.length) % names.length]);
        $(`tab-${Panel.tab}`).focus();
      }
    }, word, el("b", {}, String(entriesOf(report, tab).length)))));
  }
  function openTab(tab) {
    Panel.tab = tab;
    renderTabs(Source.report);
    renderList();
  }
  function renderList() {
    const report = Source.report;
    if (Panel.slices) Panel.slices.cancel();
    const kept2 = Panel.entries[Panel.selected];
    const all = entriesOf(report, Panel.tab);
    Panel.entries = all.filter((entry) => wanted(entry, report));
    Panel.selected = -1;
    const box = el("ol", { class: "cards" });
    $("list").replaceChildren(box);
    $("list").setAttribute("aria-labelledby", `tab-${Panel.tab}`);
    $("list").scrollTop = 0;
    Panel.slices = appendInSlices(box, Panel.entries.map((entry) => () => entry.node = cardOf(report, entry)), 60);
    $("count").textContent = Panel.entries.length === all.length ? `${all.length} 项` : `${Panel.entries.length} / ${all.length} 项`;
    if (!Panel.entries.length) box.append(el("li", { class: "empty" }, all.length ? "没有符合条件的项" : "这一类没有内容"));
    $("f-verdict").disabled = Panel.tab !== "kpis" && Panel.tab !== "fields";
    $("f-review").disabled = Panel.tab !== "kpis";
    $("f-status").disabled = Panel.tab === "fields";
    const again = kept2 && kept2.kind === "kpi" ? Panel.entries.findIndex((entry) => entry.kpi && entry.kpi.number === kept2.kpi.number) : -1;
    if (again >= 0) choose(Panel.entries[again], { quiet: true });
  }
  function choose(entry, options) {
    const index = Panel.entries.indexOf(entry);
    if (index < 0) return;
    const before = Panel.entries[Panel.selected];
    if (before && before.node) closeCard(before);
    Panel.selected = index;
    if (!entry.node) Panel.slices.flush();
    openCard(entry);
    const spans = entry.kind === "kpi" ? [[entry.kpi.ea, entry.kpi.eb]] : entry.kind === "item" ? entry.item.spans : entry.kind === "missing" ? [[entry.part.a, entry.part.b]] : entry.kind === "field" && entry.a >= 0 ? [[entry.field.a, entry.field.b]] : entry.kind === "relation" ? entry.relation.spans : [];
    if (Source.lines.length) highlight("evidence", spans.flatMap(betweenMarks));
    markSelected(entry);
    if (entry.a >= 0) markOutline(entry.a);
    if (entry.kind === "kpi") setHash(`kpi-${entry.kpi.number + 1}`);
    if (entry.kind === "missing") setHash(`n-${entry.part.start}`);
    if (entry.kind === "field") setHash(`field-${entry.field.number + 1}`);
    if (options.quiet) return;
    entry.node.scrollIntoView({ block: "nearest" });
    if (options.jump && entry.a >= 0 && Source.lines.length && !narrow()) jumpTo(entry.a);
  }
  function markSelected(entry) {
    for (const node of $("source").querySelectorAll(".on")) node.classList.remove("on");
    const hit = {
      kpi: (mark) => mark.kpis && mark.kpis.includes(entry.kpi.number),
      missing: (mark) => mark.missing === entry.part,
      field: (mark) => entry.a >= 0 && mark.a === entry.field.a && Boolean(mark.field),
      relation: (mark) => entry.relation.spans.some(([a, b]) => mark.a < b && a < mark.b)
    }[entry.kind];
    for (const node of hit ? $("source").querySelectorAll(".m") : []) {
      if (hit(node.markRef)) node.classList.add("on");
    }
  }
  function closeCard(entry) {
    entry.node.classList.remove("open");
    entry.node.querySelector(".head").setAttribute("aria-expanded", "false");
    entry.node.querySelectorAll(".body").forEach((node) => node.remove());
  }
  function openCard(entry) {
    const report = Source.report;
    entry.node.classList.add("open");
    entry.node.querySelector(".head").setAttribute("aria-expanded", "true");
    const body = el("div", { class: "body" });
    if (entry.kind === "kpi") {
      if (entry.kpi.section.length) body.append(el("p", { class: "path" }, entry.kpi.section.join(" › ")));
      body.append(groundsNode(entry.kpi));
      body.append(evidenceNode(report, entry.kpi), reviewControls(report, entry));
    }
    if (entry.a >= 0 && report.source) {
      body.append(el("button", { type: "button", class: "link to-source", onclick: () => jumpTo(entry.a) }, "在原文中查看"));
    }
    entry.node.append(body);
  }
  function setupFilters() {
    const fill = (id, first, options) => $(id).replaceChildren(
      el("option", { value: "" }, first),
      ...options.map(([value, word]) => el("option", { value }, word))
    );
    const failing = Object.entries(WORDS.verdicts).filter(([verdict]) => stateOf(verdict) === "bad");
    fill("f-verdict", "全部核对结果", [["ok", STATES.ok], ["conv", STATES.conv], ["read", STATES.read], ["unsure", STATES.unsure], ["bad", STATES.bad], ...failing.map(([v, w]) => [v, `　${w}`])]);
    fill("f-status", "全部性质", Object.entries(WORDS.statuses));
    fill("f-review", "全部复核", [["none", "未复核"], ...Object.entries(REVIEW)]);
    for (const id of ["f-verdict", "f-status", "f-section", "f-review"]) $(id).addEventListener("change", renderList);
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    let timer = 0;
    $("q").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        renderList();
        searchSource();
      }, 120);
    });
  }
  function sectionChoices(report) {
    $("f-section").replaceChildren(
      el("option", { value: "" }, "全部章节"),
      ...report.outline.map((section, index) => el("option", { value: index }, `${"　".repeat(Math.max(0, section.level - 1))}${section.title.slice(0, 24)}`))
    );
  }
  function searchSource() {
    const query = $("q").value.trim();
    const spans = [];
    const text = Source.report.source;
    for (let place = query.length > 1 ? text.indexOf(query) : -1; place >= 0 && spans.length < 300; place = text.indexOf(query, place + query.length)) {
      spans.push([place, place + query.length]);
    }
    highlight("search", spans);
  }
  function filterByState(state) {
    if (state === "miss") {
      openTab("checks");
    } else {
      $("f-verdict").value = $("f-verdict").value === state ? "" : state;
      openTab(Source.report.fields.length ? "fields" : "kpis");
    }
    if (narrow()) showView("panel");
  }

  // src/navigation.js
  function setHash(place) {
    const hash = place === "" || place === "overview" ? place : hashOf(Source.report.index, place);
    try {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    } catch {
    }
  }
  function openReport(index) {
    const report = loadReport(index);
    $("report").value = String(index);
    $("title").textContent = report.title || report.name;
    $("title").hidden = PAGE.reports.length > 1;
    const period = report.period ? periodText(report.period) : "";
    $("facts").textContent = [report.issuer, report.region, report.date, period, report.engine].filter(Boolean).join(" · ");
    const { passed, checked, captured, numbers: all, doubtful, kpis, by_model: model } = PAGE.reports[index];
    const part = (word, figure, whole) => el("div", {}, el("dt", {}, word), el("dd", {}, share(figure, whole), el("small", {}, ` ${figure}/${whole}`)));
    const plain = (word, figure) => el("div", {}, el("dt", {}, word), el("dd", {}, String(figure)));
    const standing = model || report.fields.length ? [part("核对通过", passed, checked)] : [plain(WORDS.read, kpis - doubtful)];
    $("score").replaceChildren(...standing, ...doubtful ? [plain(STATES.unsure, doubtful)] : [], part("收录", captured, all));
    Panel.entries = [];
    Panel.selected = -1;
    $("f-section").value = "";
    sectionChoices(report);
    renderSource(report);
    renderTabs(report);
    renderList();
    if ($("q").value) searchSource();
  }
  function showView(view) {
    if (!narrow() && view !== "overview") return;
    if (view !== "overview") document.body.dataset.view = view;
    showOverview(view === "overview");
  }
  function markDock(view) {
    for (const button of document.querySelectorAll(".dock button")) {
      if (button.dataset.go === view) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
  function clearFilters() {
    for (const id of ["q", "f-verdict", "f-status", "f-section", "f-review"]) $(id).value = "";
    clearHighlight("search");
  }
  function chooseKpi(number, options) {
    const find = () => Panel.entries.find((entry) => entry.kind === "kpi" && entry.kpi.number === number);
    if (Panel.tab !== "kpis") openTab("kpis");
    if (!find()) {
      clearFilters();
      renderList();
    }
    if (find()) choose(find(), options);
  }
  function chooseMissing(start, options) {
    const find = () => Panel.entries.find((entry) => entry.kind === "missing" && entry.part.start === start);
    if (Panel.tab !== "checks") openTab("checks");
    if (!find()) {
      clearFilters();
      renderList();
    }
    if (find()) choose(find(), options);
  }
  function chooseField(number, options) {
    const find = () => Panel.entries.find((entry) => entry.kind === "field" && entry.field.number === number);
    if (Panel.tab !== "fields") openTab("fields");
    if (!find()) {
      clearFilters();
      renderList();
    }
    if (find()) choose(find(), options);
  }
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
  function followPlace() {
    const place = new URLSearchParams(location.hash.slice(1));
    const index = PAGE.reports.findIndex((report2) => report2.file === place.get("at"));
    if (index < 0) {
      toast("这一页没有这份报告");
      return;
    }
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
  function followHash() {
    if (location.hash.startsWith("#at=")) {
      followPlace();
      return;
    }
    const match = /^#(?:r(\d+))?-?(?:(kpi|n|field)-(\d+))?$/.exec(location.hash);
    if (location.hash === "#overview") {
      showOverview(true);
      return;
    }
    if (location.hash === "#panel" || !match) return;
    const index = match[1] ? Number(match[1]) - 1 : 0;
    if (!PAGE.reports[index]) return;
    if (!$("overview").hidden) showOverview(false);
    if (Source.report.index !== index) openReport(index);
    const options = { jump: true };
    const { report } = Source;
    if (match[2] && narrow()) showView("panel");
    if (match[2] === "kpi" && report.kpis.length) chooseKpi(Number(match[3]) - 1, options);
    if (match[2] === "n") chooseMissing(Number(match[3]), options);
    if (match[2] === "field" && report.fields.length) chooseField(Number(match[3]) - 1, options);
  }

  // src/search.js
  var HITS_A_REPORT = 8;
  var KEPT = 3e7;
  var shardName = (page) => `review-search-${page}.js`;
  var pageOf = (index) => Number(/^review-(\d+)\.html/.exec(PAGE.reports[index].href)[1]);
  var arrived = /* @__PURE__ */ new Map();
  globalThis.policysumTexts = (page, texts) => arrived.set(page, texts);
  var kept = /* @__PURE__ */ new Map();
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
    const at = (place) => table ? table[Math.min(place, table.length - 1)] : place;
    return { source, kpis: kpis.map(([indicator, text, a, b, sentence], number) => ({ number, indicator, text, ea: at(a), eb: at(b), sentence })) };
  }
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
  function hitsIn(report, query) {
    const hits = [];
    const covered = [];
    const wanted2 = folded(query);
    for (const kpi of report.kpis) {
      if (hits.length === HITS_A_REPORT) break;
      if (!folded(kpi.indicator).includes(wanted2) && !folded(kpi.text).includes(wanted2)) continue;
      hits.push({ kpi: kpi.number, span: null, word: `${kpi.indicator} ${kpi.text}`, text: sentenceOf(report, kpi) });
      covered.push([kpi.ea, kpi.eb]);
    }
    const text = folded(report.source);
    for (let at = text.indexOf(wanted2); at >= 0 && hits.length < HITS_A_REPORT; at = text.indexOf(wanted2, at + wanted2.length)) {
      const place = at;
      if (covered.some(([a, b]) => a <= place && place < b)) continue;
      hits.push({ kpi: null, span: [at, at + wanted2.length], word: "", text: report.source.slice(Math.max(0, at - 40), at + wanted2.length + 60).replace(/\s+/g, " ") });
    }
    return hits;
  }
  function placed(report, hit) {
    if (!hit.span) return { ...hit, place: `kpi=${hit.kpi + 1}` };
    const points = (unit) => [...report.source.slice(0, unit)].length;
    return { ...hit, place: `span=${points(hit.span[0])}-${points(hit.span[1])}` };
  }
  async function* hitsOf(query, indices, onPage = () => {
  }) {
    if (!PAGE.index) {
      for (const index of indices) yield* hitsIn(loadReport(index), query).map((hit) => ({ index, ...hit }));
      return;
    }
    const firsts = /* @__PURE__ */ new Map();
    PAGE.reports.forEach((_, index) => {
      if (!firsts.has(pageOf(index))) firsts.set(pageOf(index), index);
    });
    for (const page of new Set(indices.map(pageOf))) {
      onPage(page);
      const reports = await textsOf(page).catch(() => null);
      if (!reports) {
        yield { lost: shardName(page) };
        continue;
      }
      for (const index of indices.filter((one) => pageOf(one) === page)) {
        const report = reports[index - firsts.get(page)];
        if (report) yield* hitsIn(report, query).map((hit) => ({ index, ...placed(report, hit) }));
      }
    }
  }

  // src/hits.js
  var HITS_AT_ONCE = 120;
  var Search = { query: "", columns: "", turn: 0 };
  function marked(text, query) {
    const parts = [];
    const [within, wanted2] = [folded(text), folded(query)];
    let from = 0;
    for (let at = within.indexOf(wanted2); at >= 0; at = within.indexOf(wanted2, from)) {
      parts.push(text.slice(from, at), el("mark", {}, text.slice(at, at + wanted2.length)));
      from = at + wanted2.length;
    }
    return [...parts, text.slice(from)];
  }
  function hitNode(hit, query) {
    const report = PAGE.reports[hit.index];
    const words = [report.label, hit.word ? ` · ${hit.word}` : ""];
    const way = PAGE.index ? el("a", { class: "link", href: `${report.href.split("#")[0]}#at=${encodeURIComponent(report.file)}&${hit.place}` }, ...words) : el("button", { type: "button", class: "link", onclick: () => goTo(hit.index, hit.kpi, hit.span) }, ...words);
    return el("li", {}, way, el("p", {}, ...marked(hit.text, query)));
  }
  function wayToAll(query) {
    if (!PAGE.part) return null;
    return el("p", {}, "这里只搜索本页的报告，", el("a", { href: `${PAGE.part.home}#find=${encodeURIComponent(query)}` }, "在全部报告里搜索"));
  }
  async function renderHits() {
    const query = Search.query.trim();
    const box = $("all-hits");
    Search.turn += 1;
    const { turn: turn2 } = Search;
    box.dataset.query = query;
    if (!query) {
      box.replaceChildren();
      return;
    }
    const said = el("p", { role: "status" });
    const list = el("ol", { class: "hits" });
    const more = el("button", { type: "button", hidden: true, onclick: () => further() }, "再找一批");
    box.replaceChildren(...[said, wayToAll(query), list, more].filter(Boolean));
    const lost = [];
    const progress = (page) => {
      if (turn2 === Search.turn) said.textContent = `正在找：第 ${page} 页，共 ${PAGE.pages} 页，已有 ${list.childElementCount} 处`;
    };
    const hits = hitsOf(query, columnsNamed(Search.columns.trim()), progress);
    let waiting = null;
    async function further() {
      more.hidden = true;
      const until = list.childElementCount + HITS_AT_ONCE;
      if (waiting) list.append(hitNode(waiting, query));
      waiting = null;
      for await (const hit of { [Symbol.asyncIterator]: () => ({ next: () => hits.next() }) }) {
        if (turn2 !== Search.turn) return;
        if (hit.lost) lost.push(hit.lost);
        else if (list.childElementCount < until) list.append(hitNode(hit, query));
        else {
          waiting = hit;
          break;
        }
      }
      if (turn2 !== Search.turn) return;
      const ended = !waiting;
      const count = list.childElementCount;
      more.hidden = ended;
      said.textContent = `${count ? `${count} 处${ended ? "" : "，还有"}` : "没有找到"}${lost.length ? `；没有搜到的页：${lost.join("、")} 不在本页旁边` : ""}`;
      said.dataset.ended = ended ? "1" : "";
    }
    await further();
  }

  // src/keyboard.js
  function step(by) {
    if (!Panel.entries.length) return;
    const next = Panel.selected < 0 ? by > 0 ? 0 : Panel.entries.length - 1 : Panel.selected + by;
    if (next < 0 || next >= Panel.entries.length) {
      toast(by > 0 ? "已经是最后一项" : "已经是第一项");
      return;
    }
    choose(Panel.entries[next], { jump: true });
    Panel.entries[next].node.querySelector(".head").focus({ preventScroll: true });
  }
  function openPlaces(report) {
    return [
      ...report.kpis.filter((kpi) => OPEN.has(kpi.state) && !reviewOf(report, kpi)).map((kpi) => ({ a: kpi.a, go: () => chooseKpi(kpi.number, { jump: true }) })),
      ...report.fields.filter((field2) => OPEN.has(field2.state)).map((field2) => ({ a: field2.a, go: () => chooseField(field2.number, { jump: true }) })),
      ...report.missing.map((part) => ({ a: part.a, go: () => chooseMissing(part.start, { jump: true }) }))
    ].sort((x, y) => x.a - y.a);
  }
  function othersOpen() {
    const likely = (report) => report.passed < report.checked || report.captured < report.numbers;
    return PAGE.reports.filter((report, index) => index !== Source.report.index && likely(report) && openPlaces(loadReport(index)).length);
  }
  function nextOpen() {
    const current = Panel.entries[Panel.selected];
    const open = openPlaces(Source.report);
    const next = open.find((place2) => !current || place2.a > current.a);
    if (!next) {
      const others = othersOpen();
      const here = open.length ? "已到这份报告的最后一个，回到第一个" : "这份报告没有待核的数字了";
      toast(others.length ? `${here}；本页还有 ${others.length} 份报告有待核的数字：${others[0].label}${others.length > 1 ? " 等" : ""}` : here);
    }
    const place = next || open[0];
    if (place) place.go();
  }
  var KEYS = [
    ["j", "下一项", () => step(1)],
    ["k", "上一项", () => step(-1)],
    ["n", "下一个待核的数字", nextOpen],
    ["a", "接受", () => act("accept")],
    ["c", "更正", () => act("correct")],
    ["r", "驳回", () => act("reject")],
    ["/", "搜索", () => {
      if (narrow()) showView("panel");
      $("q").focus();
    }],
    ["o", "概览", () => showOverview($("overview").hidden)],
    ["e", "导出复核", exportDecisions],
    ["i", "导入复核", () => $("decisions-file").click()],
    ["?", "快捷键", () => $("keys").showModal()]
  ];
  function act(name) {
    const entry = Panel.entries[Panel.selected];
    if (!entry || entry.kind !== "kpi") {
      toast("先选中一个指标");
      return;
    }
    if (name === "correct") openForm(entry);
    else decide(entry, name);
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, dialog, form.correct-form")) {
      if (event.key === "Escape" && event.target.id === "q") {
        event.target.value = "";
        renderList();
        searchSource();
        event.target.blur();
      }
      return;
    }
    const found = KEYS.find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found[2]();
  }

  // src/main.js
  function setupTheme() {
    const apply = (theme) => {
      if (theme) document.documentElement.dataset.theme = theme;
    };
    try {
      apply(localStorage.getItem("policysum:theme"));
    } catch {
    }
    $("theme").addEventListener("click", () => {
      const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      const theme = dark ? "light" : "dark";
      apply(theme);
      try {
        localStorage.setItem("policysum:theme", theme);
      } catch {
      }
    });
  }
  function setupPages() {
    if (!PAGE.part) return;
    const { number, home, before, after } = PAGE.part;
    $("pages").hidden = false;
    $("pages").append(el("a", { href: home }, "总览"), `第 ${number} 页`, ...before ? [el("a", { href: before, rel: "prev" }, "上一页")] : [], ...after ? [el("a", { href: after, rel: "next" }, "下一页")] : []);
  }
  function followFind() {
    const words = new URLSearchParams(location.hash.slice(1)).get("find");
    if (words) Search.query = words;
    return Boolean(words);
  }
  function setupIndex() {
    document.body.dataset.view = "index";
    $("title").textContent = `${PAGE.reports.length} 份报告`;
    $("facts").textContent = `分为 ${PAGE.pages} 页，点报告名打开`;
    for (const id of ["show-overview", "import", "export", "help"]) $(id).hidden = true;
    document.querySelector(".dock").hidden = true;
    followFind();
    showOverview(true);
    if (location.hash.startsWith("#at=")) followPlace();
    window.addEventListener("hashchange", () => {
      if (followFind()) showOverview(true);
    });
  }
  function setup() {
    setupTheme();
    document.documentElement.dataset.ready = "1";
    if (!PAGE.reports.length) {
      $("source").append(el("p", { class: "empty" }, "这次运行没有完成任何报告"));
      return;
    }
    if (PAGE.index) {
      setupIndex();
      return;
    }
    setupFilters();
    setupPages();
    loadDecisions();
    $("decided").textContent = String(decisions.size);
    $("report").replaceChildren(...PAGE.reports.map((report, index) => el("option", { value: index }, report.label)));
    $("report").hidden = PAGE.reports.length < 2;
    $("report").addEventListener("change", () => {
      openReport(Number($("report").value));
      showOverview(false);
      setHash("");
    });
    $("export").addEventListener("click", exportDecisions);
    $("import").addEventListener("click", () => $("decisions-file").click());
    $("decisions-file").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) await importDecisions(file);
      event.target.value = "";
    });
    $("help").addEventListener("click", () => $("keys").showModal());
    $("show-overview").addEventListener("click", () => showOverview($("overview").hidden));
    $("keys").replaceChildren(
      el("h2", {}, "键盘快捷键"),
      el("dl", {}, ...KEYS.flatMap(([key, word]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, word)])),
      el("form", { method: "dialog" }, el("button", { class: "primary" }, "关闭"))
    );
    for (const button of document.querySelectorAll(".dock button")) button.addEventListener("click", () => showView(button.dataset.go));
    $("source").addEventListener("click", (event) => {
      const node = event.target.closest("a.m");
      if (!node) return;
      event.preventDefault();
      const mark = node.markRef;
      const options = {};
      if (mark.missing) chooseMissing(mark.missing.start, options);
      else if (mark.field) chooseField(mark.field.number, options);
      else {
        const current = Panel.entries[Panel.selected];
        const at = current && current.kpi ? mark.kpis.indexOf(current.kpi.number) : -1;
        chooseKpi(mark.kpis[(at + 1) % mark.kpis.length], options);
      }
      if (narrow()) {
        showView("panel");
        Panel.entries[Panel.selected].node.scrollIntoView({ block: "center" });
      }
    });
    document.addEventListener("keydown", onKey);
    window.addEventListener("hashchange", followHash);
    openReport(0);
    followHash();
  }
  setup();
  return __toCommonJS(main_exports);
})();
