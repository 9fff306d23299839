import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, periodText, share, shorten, stateOf, unitTable, valueText } from "../src/format.js";

test("a share is cut, never rounded up to a whole that was not reached", () => {
  assert.equal(share(999, 1000), "99.9%");
  assert.equal(share(9999, 10000), "99.9%");
  assert.equal(share(3, 3), "100%");
  assert.equal(share(0, 0), "—");
});

test("values have their thousands separated, ranges a dash, nothing where there is no value", () => {
  assert.equal(valueText(61340000), "61,340,000");
  assert.equal(valueText([5, 5.5]), "5–5.5");
  assert.equal(valueText(null), "");
});

test("periods are shown in words", () => {
  const cases = { "2020": "2020", "2020H1": "2020上半年", "2020Q3": "2020三季度", "as_of:2020-06": "截至2020-06", "2016/2020": "2016–2020" };
  for (const [period, words] of Object.entries(cases)) assert.equal(periodText(period), words);
  assert.equal(periodText(null), "");
});

test("each verdict has its colour, an unknown one the colour of failure", () => {
  assert.deepEqual(["supported", "converted", "rounded", "unclear", "wrong_unit", "?"].map(stateOf), ["ok", "conv", "conv", "unsure", "bad", "bad"]);
});

test("code points become string offsets after a character beyond the basic plane", () => {
  assert.equal(unitTable("出口5亿元"), null);
  const text = "𠮷林12亿元";
  const table = unitTable(text);
  assert.equal(text.slice(table[2], table[4]), "12");
  assert.equal(table.at(-1), text.length);
});

test("a long name is cut between characters, not within one", () => {
  assert.equal(shorten("出口", 2), "出口");
  assert.equal(shorten("𠮷𠮷𠮷𠮷", 3), "𠮷𠮷…");
});

test("the first report has the short links", () => {
  assert.equal(hashOf(0, "kpi-3"), "kpi-3");
  assert.equal(hashOf(2, "kpi-3"), "r3-kpi-3");
});
