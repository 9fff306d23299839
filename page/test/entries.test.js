import assert from "node:assert/strict";
import { test } from "node:test";
import { givenPage, kpi, report } from "./given.js";

const source = "出口5亿元，进口4亿元，利用外资3亿元，投资2亿元。";
const kpis = [
  kpi(source, "5亿元"), kpi(source, "4亿元", { state: "unsure", verdict: "unclear" }), kpi(source, "3亿元", { state: "bad", verdict: "unsupported" }),
];
const clean = report(source, [kpis[0]], { name: "b.txt" });
givenPage(report(source, kpis, {
  missing: [{ start: 20, end: 23, text: "2亿元", indicator: "投资", status: "actual" }],
  notes: [{ start: null, title: "", text: "没有标题" }, { start: 3, title: "一", text: "没有读成" }],
  relations: [{ verdict: "consistent", relation: "a", recomputation: "", spans: [] }, { verdict: "inconsistent", relation: "b", recomputation: "", spans: [[2, 5]] }],
}), clean);
const { loadReport } = await import("../src/data.js");
const { entriesOf, firstTab, tabsOf, textOf } = await import("../src/entries.js");

test("to be checked comes what failed, then what is doubtful, what was not read, not captured, does not come out", () => {
  const entries = entriesOf(loadReport(0), "checks");
  assert.deepEqual(entries.map((entry) => entry.kind), ["kpi", "kpi", "note", "missing", "relation", "relation", "note"]);
  assert.deepEqual(entries.filter((entry) => entry.kind === "kpi").map((entry) => entry.kpi.text), ["3亿元", "4亿元"]);
  assert.deepEqual(entries.filter((entry) => entry.kind === "relation").map((entry) => entry.relation.relation), ["b", "a"]);
});

test("the page opens on what is to be checked, and on the KPIs where nothing is", () => {
  assert.equal(firstTab(loadReport(0)), "checks");
  assert.equal(firstTab(loadReport(1)), "kpis");
  assert.equal(firstTab({ ...loadReport(1), digest: [{ numbers: [] }] }), "digest");
  assert.equal(firstTab({ ...loadReport(1), fields: [{}] }), "fields");
});

test("a result of one's own schema has fields and no items", () => {
  assert.deepEqual(Object.keys(tabsOf({ fields: [{}], digest: [] })), ["fields", "checks"]);
  assert.deepEqual(Object.keys(tabsOf(loadReport(1))), ["checks", "kpis", "achievements"]);
});

test("a search looks at name, number and sentence of a KPI", () => {
  const [entry] = entriesOf(loadReport(0), "kpis");
  for (const word of ["出口", "5亿元", "利用外资"]) assert.ok(textOf(entry, loadReport(0)).includes(word));
});
