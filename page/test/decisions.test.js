import assert from "node:assert/strict";
import { test } from "node:test";
import { givenPage, kpi, report } from "./given.js";

const source = "𠮷林出口5亿元。";
givenPage(report(source, [kpi(source, "5亿元")]));
const { readDecision } = await import("../src/decisions.js");

const fitting = {
  report: "a.txt", source_sha256: "s", kpi: 1, start: 4, end: 7, indicator: "出口", decision: "accept", note: "好",
  decided_at: "2024-05-01T08:00:00Z",
};
const correction = { indicator: "进口", value: 2, unit: "亿元", status: "actual", change: "level", period: null };

test("a decision that fits a KPI of the page is taken", () => {
  assert.deepEqual(readDecision(fitting), ["0:0", { decision: "accept", correction: null, note: "好", decided_at: "2024-05-01T08:00:00.000Z" }]);
});

test("the KPI is found by its place where its number has moved", () => {
  assert.equal(readDecision({ ...fitting, kpi: 9 })[0], "0:0");
});

test("a decision on another source, another place or of an unknown kind is left alone", () => {
  const strange = [null, "accept", { ...fitting, source_sha256: "t" }, { ...fitting, start: 3 }, { ...fitting, decision: "constructor" }, { ...fitting, indicator: "进口" }];
  for (const raw of strange) assert.equal(readDecision(raw), null);
});

test("words in the place of a time, or a time to come, beat no real time", () => {
  for (const decided_at of ["zzz", "9999-01-01T00:00:00Z", 5, null]) assert.equal(readDecision({ ...fitting, decided_at })[1].decided_at, null);
});

test("a correction is taken whole or not at all", () => {
  const correct = (changes) => readDecision({ ...fitting, decision: "correct", correction: { ...correction, ...changes } });
  assert.deepEqual(correct({})[1].correction, correction);
  assert.deepEqual(correct({ value: [1, 2] })[1].correction.value, [1, 2]);
  for (const wrong of [{ value: "2" }, { value: [1] }, { value: NaN }, { status: "toString" }, { change: 3 }, { indicator: " " }, { period: 2024 }, { unit: null }]) {
    assert.equal(correct(wrong), null, JSON.stringify(wrong));
  }
  assert.equal(readDecision({ ...fitting, decision: "correct", correction: null }), null);
});
