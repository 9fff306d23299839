// A reviewer's decisions: accept, correct, reject; kept in this browser and exported as JSON.

import { cardOf } from "./cards.js";
import { loadReport, PAGE, WORDS } from "./data.js";
import { decisionKey, FORMAT, readDecision, REVIEW } from "./decisions.js";
import { $, el, toast } from "./dom.js";
import { openCard, renderList } from "./panel.js";
import { Source } from "./source.js";

const STORE = `policysum:${PAGE.fingerprint}`;
export let decisions = new Map();

function decisionOf(report, kpi) {
  return decisions.get(decisionKey(report, kpi));
}

// A decision made on this page, or one that `policysum apply` has already written into the result.
export function reviewOf(report, kpi) {
  return decisionOf(report, kpi) || (kpi.reviewed ? { decision: kpi.reviewed, written: true } : undefined);
}

// Storage may be missing or forbidden (a file opened from disk, private windows): then the page still works.
export function loadDecisions() {
  try {
    decisions = new Map(JSON.parse(localStorage.getItem(STORE) || "[]"));
  } catch {
    decisions = new Map();
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

export function decide(entry, decision, correction, note) {
  const report = Source.report;
  const key = decisionKey(report, entry.kpi);
  const before = decisions.get(key);
  if (before && before.decision === decision && !correction) decisions.delete(key);
  else decisions.set(key, { decision, correction: correction || null, note: note || "", decided_at: new Date().toISOString() });
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

export function reviewControls(report, entry) {
  const { kpi } = entry;
  const decision = decisionOf(report, kpi);
  const button = (name, key) => el("button", {
    type: "button", class: `act ${name}`, "aria-pressed": String(Boolean(decision && decision.decision === name)), title: `快捷键 ${key}`,
    onclick: () => (name === "correct" ? openForm(entry) : decide(entry, name)),
  }, REVIEW[name]);
  const row = el("div", { class: "acts", role: "group", "aria-label": "复核" }, button("accept", "a"), button("correct", "c"), button("reject", "r"));
  const note = decision && decision.note ? el("p", { class: "note" }, `备注：${decision.note}`) : null;
  return el("div", { class: "review" }, row, ...(note ? [note] : []));
}

export function openForm(entry) {
  const box = entry.node.querySelector(".review");
  if (!box || box.querySelector("form")) return;
  const { kpi } = entry;
  const decision = decisionOf(Source.report, kpi);
  const now = { ...kpi, ...((decision && decision.correction) || {}) };
  const field = (name, word, control) => el("label", { class: `field ${name}` }, el("span", {}, word), control);
  const input = (name, value, attributes) => el("input", { name, value: value ?? "", autocomplete: "off", ...attributes });
  const select = (name, words) => el("select", { name }, ...Object.entries(words).map(([value, word]) => el("option", { value, selected: value === now[name] }, word)));
  const message = el("p", { class: "reason", role: "alert" });
  const form = el("form", { class: "correct-form", "aria-label": "更正" },
    field("wide", "指标", input("indicator", now.indicator, { required: true })),
    field("value", "数值（归一）", input("value", Array.isArray(now.value) ? now.value.join("~") : now.value, { inputmode: "decimal" })),
    field("unit", "单位", input("unit", now.unit)),
    field("status", "性质", select("status", WORDS.statuses)),
    field("change", "变化", select("change", WORDS.changes)),
    field("period", "时期", input("period", now.period, { placeholder: "如 2020、2020H1" })),
    field("wide", "备注", input("note", decision ? decision.note : "")),
    message,
    el("div", { class: "acts" }, el("button", { type: "submit", class: "primary" }, "保存更正"),
      el("button", { type: "button", onclick: () => { form.remove(); entry.node.querySelector(".head").focus(); } }, "取消")));
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
      indicator: data.indicator.trim(), value: parts.length ? (parts.length === 1 ? parts[0] : parts) : null, unit: data.unit.trim(),
      status: data.status, change: data.change, period: data.period.trim() || null,
    }, data.note.trim());
    entry.node.querySelector(".head").focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); form.remove(); entry.node.querySelector(".head").focus(); }
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
    return { report: report.name, source_sha256: report.sha256, kpi: number + 1, start: kpi.start, end: kpi.end,
      text: kpi.text, indicator: kpi.indicator, ...decision };
  });
  list.sort((x, y) => (x.report < y.report ? -1 : x.report > y.report ? 1 : x.kpi - y.kpi));
  return JSON.stringify({ format: FORMAT, version: 1, created_at: new Date().toISOString(), decisions: list }, null, 2);
}

export function exportDecisions() {
  if (!decisions.size) { toast("还没有复核任何指标"); return; }
  const url = URL.createObjectURL(new Blob([decisionsJson()], { type: "application/json" }));
  const link = el("a", { href: url, download: PAGE.part ? `decisions-${PAGE.part.number}.json` : "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  toast(`已导出 ${decisions.size} 条，运行 policysum apply ${link.download} 写回结果`);
}

export async function importDecisions(file) {
  let list = null;
  try {
    const data = JSON.parse(await file.text());
    if (data.format === FORMAT && data.version === 1 && Array.isArray(data.decisions)) list = data.decisions;
  } catch { /* said below */ }
  if (!list) { toast("这不是复核页面导出的文件"); return; }
  const counts = { taken: 0, older: 0, strange: 0 };
  for (const raw of list) {
    const read = readDecision(raw);
    if (!read) { counts.strange += 1; continue; }
    const mine = decisions.get(read[0]);
    if (mine && (mine.decided_at || "") > (read[1].decided_at || "")) { counts.older += 1; continue; }
    decisions.set(...read);
    counts.taken += 1;
  }
  saveDecisions();
  renderList();
  toast([`已导入 ${counts.taken} 条`, counts.older ? `${counts.older} 条本页已有更新的` : "", counts.strange ? `${counts.strange} 条不属于本页` : ""].filter(Boolean).join("，"));
}
