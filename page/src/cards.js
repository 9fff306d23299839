// One entry of a list as a card.

import { WORDS } from "./data.js";
import { REVIEW } from "./decisions.js";
import { $, el } from "./dom.js";
import { hashOf, periodText, stateOf, valueText } from "./format.js";
import { choose } from "./panel.js";
import { reviewOf } from "./review.js";
import { jumpTo, markOutline, Source } from "./source.js";

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
export function groundsNode(kpi) {
  const rests = Object.entries(kpi.grounds || {}).map(([field, ground]) => el("span", { class: `ground ${ground}` }, `${WORDS.fields[field]} ${WORDS.grounds[ground]}`));
  const other = kpi.said_otherwise.map((one) => el("span", { class: "ground inferred" }, `${one.reader === "model" ? "模型" : "原文"}作“${one.value ?? "无"}”（${WORDS.fields[one.field]}）`));
  return el("p", { class: "grounds" }, ...rests, ...other);
}

export function evidenceNode(report, kpi) {
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

export function cardOf(report, entry) {
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
