import assert from "node:assert/strict";
import { test } from "node:test";
import { headingsOf, linesOf, marksOf } from "../src/marks.js";

const given = (more) => ({ kpis: [], fields: [], missing: [], others: [], ...more });

test("two KPIs of one number share its mark, and the worse of them colours it", () => {
  const marks = marksOf(given({ kpis: [{ number: 0, a: 2, b: 5, state: "ok" }, { number: 1, a: 2, b: 5, state: "bad" }] }));
  assert.equal(marks.length, 1);
  assert.deepEqual(marks[0].kpis, [0, 1]);
  assert.equal(marks[0].state, "bad");
});

test("a number that is a KPI and was also listed as something else is marked as the KPI", () => {
  const marks = marksOf(given({ kpis: [{ number: 0, a: 4, b: 8, state: "ok" }], others: [{ a: 4, b: 8, kind: "date" }, { a: 10, b: 12, kind: "date" }] }));
  assert.deepEqual(marks.map(({ a, state }) => [a, state]), [[4, "ok"], [10, "nq"]]);
});

test("marks never overlap and stand in source order, whatever is given", () => {
  let seed = 7;
  const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
  const span = () => { const a = random(60); return { a, b: a + random(6) }; };
  for (let round = 0; round < 300; round += 1) {
    const marks = marksOf(given({
      kpis: Array.from({ length: 6 }, (_, number) => ({ number, state: "ok", ...span() })),
      missing: Array.from({ length: 5 }, span), others: Array.from({ length: 5 }, () => ({ kind: "date", ...span() })),
    }));
    for (let at = 1; at < marks.length; at += 1) assert.ok(marks[at - 1].b <= marks[at].a, JSON.stringify(marks));
  }
});

test("lines give the whole text back, and a line without end is cut after a sentence", () => {
  for (const text of ["", "一\n\n二\r\n三", `${"长句。".repeat(5000)}完`, "x".repeat(20000)]) {
    const lines = linesOf(text);
    let from = 0;
    for (const { a, b } of lines) {
      assert.match(text.slice(from, a), /^[\r\n]*$/);
      assert.ok(b - a <= 6001);
      from = b;
    }
    assert.match(text.slice(from), /^[\r\n]*$/);
  }
  assert.equal("长句。".repeat(5000).slice(0, linesOf("长句。".repeat(5000))[0].b).at(-1), "。");
});

test("a heading that stands elsewhere than its section begins is not marked", () => {
  const source = "一、工作成绩\n出口5亿元。";
  const [found, lost] = headingsOf({ source, outline: [{ title: "一、工作成绩", a: 0, level: 1 }, { title: "别的标题", a: 7, level: 2 }] });
  assert.deepEqual([found.a, found.b], [0, 6]);
  assert.deepEqual([lost.a, lost.b], [7, 7]);
});
