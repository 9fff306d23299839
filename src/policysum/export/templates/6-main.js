"use strict";
// Putting it together: which report, which view, deep links, keyboard, theme.

const narrow = () => matchMedia("(max-width: 820px)").matches;
const hashOf = (index, place) => (index === 0 ? place : `r${index + 1}-${place}`);

function setHash(place) {
  const hash = place === "" || place === "overview" ? place : hashOf(Source.report.index, place);
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  } catch { /* some viewers forbid it; links in the page still work */ }
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
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

function chooseMissing(start, options) {
  const find = () => Panel.entries.find((entry) => entry.kind === "missing" && entry.part.start === start);
  if (Panel.tab !== "checks") openTab("checks");
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

function followHash() {
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

function chooseField(number, options) {
  const find = () => Panel.entries.find((entry) => entry.kind === "field" && entry.field.number === number);
  if (Panel.tab !== "fields") openTab("fields");
  if (!find()) { clearFilters(); renderList(); }
  if (find()) choose(find(), options);
}

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

const KEYS = [
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

function onKey(event) {
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

// The index of several pages has no report of its own: the overview is all of it.
function setupIndex() {
  document.body.dataset.view = "index";
  $("title").textContent = `${PAGE.reports.length} 份报告`;
  $("facts").textContent = `分为 ${PAGE.pages} 页，点报告名打开`;
  for (const id of ["show-overview", "import", "export", "help"]) $(id).hidden = true;
  document.querySelector(".dock").hidden = true;
  showOverview(true);
  if (location.hash.startsWith("#at=")) followPlace();
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

setup();
