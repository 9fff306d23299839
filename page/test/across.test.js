import assert from "node:assert/strict";
import { test } from "node:test";
import { givenPage, kpi, report } from "./given.js";

const first = "全年出口5亿元，出口增长3%，地区生产总值90亿元，计划出口6亿元。";
const second = "出口7亿元，上半年出口3亿元，再说一遍出口7亿元，RCEP。";
givenPage(
  report(first, [
    kpi(first, "5亿元"), kpi(first, "3%", { measure: "growth", unit: "%", value: 3 }), kpi(first, "90亿元", { concept: "gdp", indicator: "地区生产总值" }),
    kpi(first, "6亿元", { status: "target" }),
  ]),
  report(second, [
    kpi(second, "3亿元", { period: "2023H1" }), kpi(second, "7亿元"), kpi(second, "7亿元"), kpi(second, "7亿元", { state: "bad", verdict: "unsupported", concept: "gdp" }),
  ], { name: "b.txt" }),
);
const { rowsOfMatrix } = await import("../src/across.js");
const { hitsOf } = await import("../src/search.js");

async function hitsHere(query) {
  const hits = [];
  for await (const hit of hitsOf(query, [0, 1])) hits.push(hit);
  return hits;
}

test("a row an indicator and measure, those in most reports first, then in the order of the catalogue", () => {
  assert.deepEqual(rowsOfMatrix("actual").map((row) => row.name), ["出口", "地区生产总值", "出口 · 增速"]);
  assert.deepEqual(rowsOfMatrix("target").map((row) => row.name), ["出口"]);
});

test("a value said twice stands once, and the year before its half", () => {
  assert.deepEqual(rowsOfMatrix("actual")[0].cells.get(1).map((one) => [one.text, one.period]), [["7亿元", "2023"], ["3亿元", "2023H1"]]);
});

test("what failed is no value of the matrix", () => {
  assert.ok(!rowsOfMatrix("actual").find((row) => row.name === "地区生产总值").cells.has(1));
});

test("a search finds KPIs and, where none covers it, the place in the text; at most eight a report", async () => {
  const hits = await hitsHere("出口");
  assert.deepEqual(hits.map((hit) => hit.index), [0, 0, 0, 1, 1, 1, 1]);
  assert.ok(hits.every((hit) => hit.kpi !== null));
  assert.deepEqual((await hitsHere("再说一遍")).map((hit) => [hit.index, hit.kpi, hit.span]), [[1, null, [15, 19]]]);
  assert.deepEqual(await hitsHere("没有的词"), []);
});

test("a search minds no capitals", async () => {
  assert.deepEqual((await hitsHere("rcep")).map((hit) => [hit.index, hit.span]), [[1, [second.indexOf("RCEP"), second.indexOf("RCEP") + 4]]]);
});
