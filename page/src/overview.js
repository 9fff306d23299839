// The overview: plain charts of the whole run and a table of its reports.

import { barChart } from "./charts.js";
import { PAGE, WORDS } from "./data.js";
import { $, el } from "./dom.js";
import { numbers, share } from "./format.js";
import { renderHits } from "./hits.js";
import { matrixSection, renderMatrix } from "./matrix.js";
import { markDock, openReport, setHash } from "./navigation.js";

function renderOverview() {
  const reports = PAGE.reports;
  const name = (report) => report.label;
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  const lowest = (rows) => (PAGE.index && rows.length > PAGE.most ? [...rows].sort((x, y) => x.share - y.share).slice(0, PAGE.most) : rows);
  const cut = PAGE.index && reports.length > PAGE.most ? `（最低的 ${PAGE.most} 份）` : "";
  // Without a model every number is in the source by construction: then the doubtful rows are what sets reports apart.
  const asked = reports.some((report) => report.by_model);
  const clear = (report) => (asked ? [report.passed, report.checked] : [report.kpis - report.doubtful, report.kpis]);
  const verified = reports.map((report) => ({ name: name(report), share: clear(report)[1] ? clear(report)[0] / clear(report)[1] : 0, text: share(...clear(report)), state: "ok" }));
  const covered = reports.map((report) => ({ name: name(report), share: report.numbers ? report.captured / report.numbers : 1, text: share(report.captured, report.numbers), state: "conv" }));
  const most = Math.max(1, ...Object.keys(WORDS.statuses).map((status) => reports.reduce((total, report) => total + (report.statuses[status] || 0), 0)));
  const statuses = Object.entries(WORDS.statuses).map(([status, word]) => {
    const count = reports.reduce((total, report) => total + (report.statuses[status] || 0), 0);
    return { name: word, share: count / most, text: String(count), state: "plain" };
  });
  const tile = (word, figure, extra) => el("div", { class: "tile" }, el("dt", {}, word), el("dd", {}, figure, el("small", {}, extra)));
  const tiles = el("dl", { class: "tiles" },
    tile("报告", String(reports.length), ""),
    tile("指标", numbers.format(sum("kpis")), ""),
    ...(asked ? [tile("核对通过", share(sum("passed"), sum("checked")), `${sum("passed")} / ${sum("checked")}`)] : []),
    tile("存疑的指标", numbers.format(sum("doubtful")), ""),
    tile("原文数字已收录", share(sum("captured"), sum("numbers")), `${sum("captured")} / ${sum("numbers")}`),
    tile("原文算不通", String(sum("inconsistent")), ""));
  const heads = ["报告", "指标", "通过", "存疑", "未通过", "已收录", "未收录", "算不通"];
  const link = (report, index) => (PAGE.index ? el("a", { href: report.href }, name(report))
    : el("button", { type: "button", class: "link", onclick: () => { openReport(index); showOverview(false); } }, name(report)));
  const rows = reports.map((report, index) => el("tr", {},
    el("th", { scope: "row" }, link(report, index)),
    ...[report.kpis, report.passed, report.doubtful, report.checked - report.passed - report.unclear, report.captured, report.numbers - report.captured, report.inconsistent].map((count) => el("td", {}, String(count)))));
  $("overview").replaceChildren(
    el("h2", { tabindex: "-1" }, "概览"), tiles, ...matrixSection(),
    el("div", { class: "charts" }, barChart(`${asked ? "核对通过" : "没有疑点"}的比例${cut}`, lowest(verified)), barChart(`原文指标数字的收录率${cut}`, lowest(covered)),
      statuses.some((row) => row.share) ? barChart("指标的性质", statuses) : null),
    el("div", { class: "scroll" }, el("table", {}, el("caption", {}, "各份报告"), el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows))));
  if ($("matrix")) { renderMatrix(); renderHits(); }
}

export function showOverview(on) {
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
