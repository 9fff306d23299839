// What each key does.

import { loadReport, PAGE } from "./data.js";
import { $, narrow, toast } from "./dom.js";
import { OPEN } from "./entries.js";
import { chooseField, chooseKpi, chooseMissing, showView } from "./navigation.js";
import { showOverview } from "./overview.js";
import { choose, Panel, renderList, searchSource } from "./panel.js";
import { decide, exportDecisions, openForm, reviewOf } from "./review.js";
import { Source } from "./source.js";

function step(by) {
  if (!Panel.entries.length) return;
  const next = Panel.selected < 0 ? (by > 0 ? 0 : Panel.entries.length - 1) : Panel.selected + by;
  if (next < 0 || next >= Panel.entries.length) { toast(by > 0 ? "已经是最后一项" : "已经是第一项"); return; }
  choose(Panel.entries[next], { jump: true });
  Panel.entries[next].node.querySelector(".head").focus({ preventScroll: true });
}

// The numbers of a report nobody has vouched for: failed and unclear KPIs without a decision, and numbers that were not captured.
function openPlaces(report) {
  return [
    ...report.kpis.filter((kpi) => OPEN.has(kpi.state) && !reviewOf(report, kpi)).map((kpi) => ({ a: kpi.a, go: () => chooseKpi(kpi.number, { jump: true }) })),
    ...report.fields.filter((field) => OPEN.has(field.state)).map((field) => ({ a: field.a, go: () => chooseField(field.number, { jump: true }) })),
    ...report.missing.map((part) => ({ a: part.a, go: () => chooseMissing(part.start, { jump: true }) })),
  ].sort((x, y) => x.a - y.a);
}

// Reports of this page, other than the open one, that still have such numbers.
function othersOpen() {
  const likely = (report) => report.passed < report.checked || report.captured < report.numbers;
  return PAGE.reports.filter((report, index) => index !== Source.report.index && likely(report) && openPlaces(loadReport(index)).length);
}

function nextOpen() {
  const current = Panel.entries[Panel.selected];
  const open = openPlaces(Source.report);
  const next = open.find((place) => !current || place.a > current.a);
  if (!next) {
    const others = othersOpen();
    const here = open.length ? "已到这份报告的最后一个，回到第一个" : "这份报告没有待核的数字了";
    toast(others.length ? `${here}；本页还有 ${others.length} 份报告有待核的数字：${others[0].label}${others.length > 1 ? " 等" : ""}` : here);
  }
  const place = next || open[0];
  if (place) place.go();
}

export const KEYS = [
  ["j", "下一项", () => step(1)], ["k", "上一项", () => step(-1)], ["n", "下一个待核的数字", nextOpen],
  ["a", "接受", () => act("accept")], ["c", "更正", () => act("correct")], ["r", "驳回", () => act("reject")],
  ["/", "搜索", () => { if (narrow()) showView("panel"); $("q").focus(); }], ["o", "概览", () => showOverview($("overview").hidden)],
  ["e", "导出复核", exportDecisions], ["i", "导入复核", () => $("decisions-file").click()], ["?", "快捷键", () => $("keys").showModal()],
];

function act(name) {
  const entry = Panel.entries[Panel.selected];
  if (!entry || entry.kind !== "kpi") { toast("先选中一个指标"); return; }
  if (name === "correct") openForm(entry);
  else decide(entry, name);
}

export function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, form.correct-form")) {
    if (event.key === "Escape" && event.target.id === "q") { event.target.value = ""; renderList(); searchSource(); event.target.blur(); }
    return;
  }
  const found = KEYS.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found[2]();
}
