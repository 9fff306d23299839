// Which report, which view, and deep links.

import { loadReport, PAGE, STATES, WORDS } from "./data.js";
import { $, el, narrow, toast } from "./dom.js";
import { hashOf, periodText, share } from "./format.js";
import { showOverview } from "./overview.js";
import { choose, openTab, Panel, renderList, renderTabs, searchSource, sectionChoices } from "./panel.js";
import { clearHighlight, highlight, jumpTo, renderSource, Source } from "./source.js";

export function setHash(place) {
  const hash = place === "" || place === "overview" ? place : hashOf(Source.report.index, place);
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch { /* some viewers forbid it; links in the page still work */ }
}

export function openReport(index) {
  const report = loadReport(index);
  $("report").value = String(index);
  $("title").textContent = report.title || report.name;
  $("title").hidden = PAGE.reports.length > 1;
  const period = report.period ? periodText(report.period) : "";
  $("facts").textContent = [report.issuer, report.region, report.date, period, report.engine].filter(Boolean).join(" · ");
  const { passed, checked, captured, numbers: all, doubtful, kpis, by_model: model } = PAGE.reports[index];
  const part = (word, figure, whole) => el("div", {}, el("dt", {}, word), el("dd", {}, share(figure, whole), el("small", {}, ` ${figure}/${whole}`)));
  // What the program read by itself is in the source by construction: no share is said of it.
  const plain = (word, figure) => el("div", {}, el("dt", {}, word), el("dd", {}, String(figure)));
  const standing = model || report.fields.length ? [part("核对通过", passed, checked)] : [plain(WORDS.read, kpis - doubtful)];
  $("score").replaceChildren(...standing, ...(doubtful ? [plain(STATES.unsure, doubtful)] : []), part("收录", captured, all));
  Panel.entries = [];
  Panel.selected = -1;
  $("f-section").value = "";
  sectionChoices(report);
  renderSource(report);
  renderTabs(report);
  renderList();
  if ($("q").value) searchSource();
}

export function showView(view) {
  if (!narrow() && view !== "overview") return;
  if (view !== "overview") document.body.dataset.view = view;
  showOverview(view === "overview");
}

export function markDock(view) {
  for (const button of document.querySelectorAll(".dock button")) {
    if (button.dataset.go === view) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function clearFilters() {
  for (const id of ["q", "f-verdict", "f-status", "f-section", "f-review"]) $(id).value = "";
  clearHighlight("search");
}

export function chooseKpi(number, options) {
  const find = () => Panel.entries.find((entry) => entry.kind === "kpi" && entry.kpi.number === number);
  if (Panel.tab !== "kpis") openTab("kpis");
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

export function chooseMissing(start, options) {
  const find = () => Panel.entries.find((entry) => entry.kind === "missing" && entry.part.start === start);
  if (Panel.tab !== "checks") openTab("checks");
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

export function chooseField(number, options) {
  const find = () => Panel.entries.find((entry) => entry.kind === "field" && entry.field.number === number);
  if (Panel.tab !== "fields") openTab("fields");
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

export function goTo(index, kpi, span) {
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
export function followPlace() {
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

export function followHash() {
  if (location.hash.startsWith("#at=")) { followPlace(); return; }
  const match = /^#(?:r(\d+))?-?(?:(kpi|n|field)-(\d+))?$/.exec(location.hash);
  if (location.hash === "#overview") { showOverview(true); return; }
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
