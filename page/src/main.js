// Putting it together.

import { PAGE } from "./data.js";
import { $, el, narrow } from "./dom.js";
import { textOf } from "./entries.js";
import { Search } from "./hits.js";
import { KEYS, onKey } from "./keyboard.js";
import { chooseField, chooseKpi, chooseMissing, followHash, followPlace, openReport, setHash, showView } from "./navigation.js";
import { showOverview } from "./overview.js";
import { Panel, setupFilters } from "./panel.js";
import { decisions, exportDecisions, importDecisions, loadDecisions } from "./review.js";
import { Source } from "./source.js";

function setupTheme() {
  const apply = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
  };
  try { apply(localStorage.getItem("policysum:theme")); } catch { /* no storage, no memory */ }
  $("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = dark ? "light" : "dark";
    apply(theme);
    try { localStorage.setItem("policysum:theme", theme); } catch { /* no storage, no memory */ }
  });
}

// One of several pages: the way to its neighbours and to the index.
function setupPages() {
  if (!PAGE.part) return;
  const { number, home, before, after } = PAGE.part;
  $("pages").hidden = false;
  $("pages").append(el("a", { href: home }, "总览"), `第 ${number} 页`, ...(before ? [el("a", { href: before, rel: "prev" }, "上一页")] : []), ...(after ? [el("a", { href: after, rel: "next" }, "下一页")] : []));
}

// #find=WORDS, as the other pages lead here with what is to be searched for.
function followFind() {
  const words = new URLSearchParams(location.hash.slice(1)).get("find");
  if (words) Search.query = words;
  return Boolean(words);
}

// The index of several pages has no report of its own: the overview is all of it.
function setupIndex() {
  document.body.dataset.view = "index";
  $("title").textContent = `${PAGE.reports.length} 份报告`;
  $("facts").textContent = `分为 ${PAGE.pages} 页，点报告名打开`;
  for (const id of ["show-overview", "import", "export", "help"]) $(id).hidden = true;
  document.querySelector(".dock").hidden = true;
  followFind();
  showOverview(true);
  if (location.hash.startsWith("#at=")) followPlace();
  window.addEventListener("hashchange", () => { if (followFind()) showOverview(true); });
}

function setup() {
  setupTheme();
  document.documentElement.dataset.ready = "1";
  if (!PAGE.reports.length) {
    $("source").append(el("p", { class: "empty" }, "这次运行没有完成任何报告"));
    return;
  }
  if (PAGE.index) { setupIndex(); return; }
  setupFilters();
  setupPages();
  loadDecisions();
  $("decided").textContent = String(decisions.size);
  $("report").replaceChildren(...PAGE.reports.map((report, index) => el("option", { value: index }, report.label)));
  $("report").hidden = PAGE.reports.length < 2;
  $("report").addEventListener("change", () => { openReport(Number($("report").value)); showOverview(false); setHash(""); });
  $("export").addEventListener("click", exportDecisions);
  $("import").addEventListener("click", () => $("decisions-file").click());
  $("decisions-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await importDecisions(file);
    event.target.value = "";
  });
  $("help").addEventListener("click", () => $("keys").showModal());
  $("show-overview").addEventListener("click", () => showOverview($("overview").hidden));
  $("keys").replaceChildren(el("h2", {}, "键盘快捷键"), el("dl", {}, ...KEYS.flatMap(([key, word]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, word)])),
    el("form", { method: "dialog" }, el("button", { class: "primary" }, "关闭")));
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

// What tests and a curious reader may look at from outside.
export { PAGE, Panel, Source, textOf };

setup();
