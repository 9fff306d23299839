// The right side: KPIs, achievements, problems, plans, and what the check found; filters and search.

import { cardOf, evidenceNode, groundsNode } from "./cards.js";
import { STATES, WORDS } from "./data.js";
import { REVIEW } from "./decisions.js";
import { $, appendInSlices, el, narrow } from "./dom.js";
import { entriesOf, firstTab, tabsOf, textOf } from "./entries.js";
import { stateOf } from "./format.js";
import { setHash, showView } from "./navigation.js";
import { reviewControls, reviewOf } from "./review.js";
import { betweenMarks, highlight, jumpTo, markOutline, Source } from "./source.js";

export const Panel = { tab: "", entries: [], selected: -1, slices: null };

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

export function renderTabs(report) {
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

export function openTab(tab) {
  Panel.tab = tab;
  renderTabs(Source.report);
  renderList();
}

export function renderList() {
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

export function choose(entry, options) {
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

export function openCard(entry) {
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

export function setupFilters() {
  const fill = (id, first, options) => $(id).replaceChildren(el("option", { value: "" }, first),
    ...options.map(([value, word]) => el("option", { value }, word)));
  const failing = Object.entries(WORDS.verdicts).filter(([verdict]) => stateOf(verdict) === "bad");
  fill("f-verdict", "全部核对结果", [["ok", STATES.ok], ["conv", STATES.conv], ["read", STATES.read], ["unsure", STATES.unsure], ["bad", STATES.bad], ...failing.map(([v, w]) => [v, `\u3000${w}`])]);
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

export function sectionChoices(report) {
  $("f-section").replaceChildren(el("option", { value: "" }, "全部章节"),
    ...report.outline.map((section, index) => el("option", { value: index }, `${"　".repeat(Math.max(0, section.level - 1))}${section.title.slice(0, 24)}`)));
}

export function searchSource() {
  const query = $("q").value.trim();
  const spans = [];
  const text = Source.report.source;
  for (let place = query.length > 1 ? text.indexOf(query) : -1; place >= 0 && spans.length < 300; place = text.indexOf(query, place + query.length)) {
    spans.push([place, place + query.length]);
  }
  highlight("search", spans);
}

export function filterByState(state) {
  if (state === "miss") { openTab("checks"); } else {
    $("f-verdict").value = $("f-verdict").value === state ? "" : state;
    openTab(Source.report.fields.length ? "fields" : "kpis");
  }
  if (narrow()) showView("panel");
}
