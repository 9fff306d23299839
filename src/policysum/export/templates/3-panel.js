"use strict";
// The right side: KPIs, achievements, problems, plans, and what the check found; filters and search.

// A result of one's own schema has fields in place of KPIs and items.
const tabsOf = (report) => (report.fields.length ? { fields: "字段", checks: "待查" } : { ...(report.digest.length ? { digest: "摘要" } : {}), checks: "待查", kpis: "指标", ...WORDS.items });
const Panel = { tab: "", entries: [], selected: -1, slices: null };

// What a reader has to look at: rows that failed, then doubtful ones, in source order.
const OPEN = new Set(["bad", "unsure"]);
const openKpis = (report) => ["bad", "unsure"].flatMap((state) => report.kpis.filter((kpi) => kpi.state === state));

const urgency = (relation) => ({ inconsistent: 0, consistent: 2 })[relation.verdict] ?? 1;

function entriesOf(report, tab) {
  if (tab === "kpis") return report.kpis.map((kpi) => ({ kind: "kpi", kpi, a: kpi.a }));
  if (tab === "fields") return report.fields.map((field) => ({ kind: "field", field, a: field.a }));
  if (tab === "digest") return report.digest.map((said) => ({ kind: "said", said, a: said.numbers.length ? said.numbers[0].a : -1 }));
  if (tab === "checks") {
    const notes = report.notes.map((note) => ({ kind: "note", note, a: note.a }));
    return [
      ...openKpis(report).map((kpi) => ({ kind: "kpi", kpi, a: kpi.a })),
      ...notes.filter((entry) => entry.note.start !== null),
      ...report.missing.map((part) => ({ kind: "missing", part, a: part.a })),
      ...report.failed.map((claim) => ({ kind: "claim", claim, a: -1 })),
      ...[...report.relations].sort((x, y) => urgency(x) - urgency(y))
        .map((relation) => ({ kind: "relation", relation, a: relation.spans.length ? relation.spans[0][0] : 0 })),
      ...notes.filter((entry) => entry.note.start === null),
    ];
  }
  return report.items[tab].map((item) => ({ kind: "item", item, a: item.spans.length ? item.spans[0][0] : 0 }));
}

// The page opens on the summary where there is one, else on what is to be checked, or on the KPIs where nothing is.
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
  const head = el("button", { type: "button", class: "head", "aria-expanded": "false", onclick: () => choose(entry, { jump: true }) },
    el("span", { class: "row" }, badge(kpi),
      decision ? el("span", { class: `badge by ${decision.decision}` }, `${decision.written ? "已写回" : "复核"}：${REVIEW[decision.decision]}`) : null,
      el("span", { class: "no" }, `#${kpi.number + 1}`)),
    el("span", { class: "name" }, shown.indicator),
    el("span", { class: "row figures" }, el("span", { class: "figure" }, kpi.text),
      value ? el("span", { class: "value" }, `= ${value} ${shown.unit}`) : null),
    el("span", { class: "tags" }, ...tags.map((tag) => el("span", {}, tag))),
    ...kpi.doubts.filter((doubt) => doubt.field !== "value").map((doubt) => el("span", { class: "reason aside unsure" }, `${WORDS.fields[doubt.field]}：${doubt.reason}`)),
    kpi.reason ? el("span", { class: kpi.state === "bad" ? "reason" : `reason aside ${kpi.state}` }, kpi.reason) : null);
  return el("li", { class: `card ${kpi.state}${decision ? ` is-${decision.decision}` : ""}`, id: hashOf(report.index, `kpi-${kpi.number + 1}`) }, head);
}

// What each reading rests on, and what the other reader says.
function groundsNode(kpi) {
  const rests = Object.entries(kpi.grounds || {}).map(([field, ground]) => el("span", { class: `ground ${ground}` }, `${WORDS.fields[field]} ${WORDS.grounds[ground]}`));
  const other = kpi.said_otherwise.map((one) => el("span", { class: "ground inferred" }, `${one.reader === "model" ? "模型" : "原文"}作“${one.value ?? "无"}”（${WORDS.fields[one.field]}）`));
  return el("p", { class: "grounds" }, ...rests, ...other);
}

function evidenceNode(report, kpi) {
  if (!report.source) return el("blockquote", {}, kpi.sentence);
  return el("blockquote", {}, report.source.slice(kpi.ea, Math.max(kpi.ea, kpi.a)).trimStart(),
    el("mark", { class: `m ${kpi.state}` }, report.source.slice(kpi.a, kpi.b)),
    report.source.slice(kpi.b, Math.max(kpi.b, kpi.eb)).trimEnd());
}

function plainCard(entry, head, body, state) {
  return el("li", { class: `card ${state || ""}` },
    el("button", { type: "button", class: "head", "aria-expanded": "false", onclick: () => choose(entry, { jump: true }) }, ...head), ...body);
}

// A sentence of the summary: each number leads to where the source says it.
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
    return plainCard(entry, [el("span", { class: "row" }, el("span", { class: "badge miss" }, "… 未收录"), el("span", { class: "no" }, WORDS.statuses[part.status])),
      el("span", { class: "name" }, part.indicator || "（原文没有写明）"), el("span", { class: "row figures" }, el("span", { class: "figure" }, part.text))], [], "miss");
  }
  if (entry.kind === "note") {
    const { note } = entry;
    const unread = note.start !== null;
    return plainCard(entry, [el("span", { class: "row" }, el("span", { class: `badge ${unread ? "miss" : "plain"}` }, unread ? "… 模型没有读成" : "说明")),
      ...(unread ? [el("span", { class: "name" }, note.title)] : []), el("span", { class: "detail" }, note.text)], [], unread ? "miss" : "");
  }
  if (entry.kind === "field") {
    const { field } = entry;
    const head = [el("span", { class: "row" }, field.verdict ? badge(field) : el("span", { class: "badge plain" }, "没有数字"), el("span", { class: "no" }, `#${field.number + 1}`)),
      el("span", { class: "name path-name" }, field.path), el("span", { class: field.verdict && field.value.length < 24 ? "figure" : "long-value" }, field.value),
      field.text && field.text !== field.value ? el("span", { class: "value" }, `核对的数字：${field.text}`) : null,
      field.reason ? el("span", { class: "reason" }, field.reason) : null];
    return plainCard(entry, head.filter(Boolean), [], field.state === "plain" ? "" : field.state);
  }
  if (entry.kind === "relation") {
    const { relation } = entry;
    const wrong = relation.verdict === "inconsistent";
    const word = { consistent: "≈ 算得通", inconsistent: "✗ 算不通" }[relation.verdict] || "? 无法判断";
    return plainCard(entry, [el("span", { class: "row" }, el("span", { class: `badge ${wrong ? "bad" : "plain"}` }, word), el("span", { class: "no" }, `原文算术 · ${WORDS.relations[relation.type] || relation.type}`)),
      el("span", { class: "name" }, relation.relation), el("span", { class: "detail" }, relation.recomputation)], [], wrong ? "bad" : "");
  }
  const state = stateOf(entry.claim.verdict);
  return plainCard(entry, [el("span", { class: "row" }, badge({ state, verdict: entry.claim.verdict })),
    el("span", { class: "figure" }, entry.claim.text), el("span", { class: "detail" }, `${entry.claim.path} ${entry.claim.reason}`)], [], state);
}

function renderTabs(report) {
  const tabs = tabsOf(report);
  if (!(Panel.tab in tabs)) Panel.tab = firstTab(report);
  $("tabs").replaceChildren(...Object.entries(tabs).map(([tab, word]) => el("button", {
    type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "list", "aria-selected": String(tab === Panel.tab),
    tabindex: tab === Panel.tab ? "0" : "-1", onclick: () => openTab(tab),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const names = Object.keys(tabs);
      openTab(names[(names.indexOf(tab) + step + names.length) % names.length]);
      $(`tab-${Panel.tab}`).focus();
    },
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
  const kept = Panel.entries[Panel.selected];
  const all = entriesOf(report, Panel.tab);
  Panel.entries = all.filter((entry) => wanted(entry, report));
  Panel.selected = -1;
  const box = el("ol", { class: "cards" });
  $("list").replaceChildren(box);
  $("list").setAttribute("aria-labelledby", `tab-${Panel.tab}`);
  $("list").scrollTop = 0;
  Panel.slices = appendInSlices(box, Panel.entries.map((entry) => () => (entry.node = cardOf(report, entry))), 60);
  $("count").textContent = Panel.entries.length === all.length ? `${all.length} 项` : `${Panel.entries.length} / ${all.length} 项`;
  if (!Panel.entries.length) box.append(el("li", { class: "empty" }, all.length ? "没有符合条件的项" : "这一类没有内容"));
  $("f-verdict").disabled = Panel.tab !== "kpis" && Panel.tab !== "fields";
  $("f-review").disabled = Panel.tab !== "kpis";
  $("f-status").disabled = Panel.tab === "fields";
  const again = kept && kept.kind === "kpi" ? Panel.entries.findIndex((entry) => entry.kpi && entry.kpi.number === kept.kpi.number) : -1;
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
  const spans = entry.kind === "kpi" ? [[entry.kpi.ea, entry.kpi.eb]] : entry.kind === "item" ? entry.item.spans
    : entry.kind === "missing" ? [[entry.part.a, entry.part.b]] : entry.kind === "field" && entry.a >= 0 ? [[entry.field.a, entry.field.b]] : entry.kind === "relation" ? entry.relation.spans : [];
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
    relation: (mark) => entry.relation.spans.some(([a, b]) => mark.a < b && a < mark.b),
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
  const fill = (id, first, options) => $(id).replaceChildren(el("option", { value: "" }, first),
    ...options.map(([value, word]) => el("option", { value }, word)));
  const failing = Object.entries(WORDS.verdicts).filter(([verdict]) => stateOf(verdict) === "bad");
  fill("f-verdict", "全部核对结果", [["ok", STATES.ok], ["conv", STATES.conv], ["read", STATES.read], ["unsure", STATES.unsure], ["bad", STATES.bad], ...failing.map(([v, w]) => [v, `　${w}`])]);
  fill("f-status", "全部性质", Object.entries(WORDS.statuses));
  fill("f-review", "全部复核", [["none", "未复核"], ...Object.entries(REVIEW)]);
  for (const id of ["f-verdict", "f-status", "f-section", "f-review"]) $(id).addEventListener("change", renderList);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  let timer = 0;
  $("q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { renderList(); searchSource(); }, 120);
  });
}

function sectionChoices(report) {
  $("f-section").replaceChildren(el("option", { value: "" }, "全部章节"),
    ...report.outline.map((section, index) => el("option", { value: index }, `${"　".repeat(Math.max(0, section.level - 1))}${section.title.slice(0, 24)}`)));
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
  if (state === "miss") { openTab("checks"); } else {
    $("f-verdict").value = $("f-verdict").value === state ? "" : state;
    openTab(Source.report.fields.length ? "fields" : "kpis");
  }
  if (narrow()) showView("panel");
}
