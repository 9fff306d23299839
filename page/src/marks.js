// The source text cut into lines, and every number in it as a mark.

// One list of non-overlapping marks in source order; what is known best of a number wins.
export function marksOf(report) {
  const found = [];
  const byStart = new Map();
  for (const field of report.fields) if (field.a >= 0) found.push({ a: field.a, b: field.b, state: field.state, field, rank: 0 });
  for (const kpi of report.kpis) {
    const same = byStart.get(kpi.a);
    if (same && same.b === kpi.b) {
      same.kpis.push(kpi.number);
      if (kpi.state === "bad" || (kpi.state === "unsure" && same.state !== "bad")) same.state = kpi.state;
    } else {
      const mark = { a: kpi.a, b: kpi.b, state: kpi.state, kpis: [kpi.number], rank: 0 };
      if (!same) byStart.set(kpi.a, mark);
      found.push(mark);
    }
  }
  for (const part of report.missing) found.push({ a: part.a, b: part.b, state: "miss", missing: part, rank: 1 });
  for (const part of report.others) found.push({ a: part.a, b: part.b, state: part.kind ? "nq" : "ok", other: part, rank: 2 });
  const taken = [];
  for (const rank of [0, 1, 2]) {
    const level = found.filter((mark) => mark.rank === rank).sort((x, y) => x.a - y.a || y.b - x.b);
    const merged = [];
    let i = 0;
    let last = -1;
    for (const mark of level) {
      while (i < taken.length && taken[i].b <= mark.a) merged.push(taken[i++]);
      if (mark.a < last || (i < taken.length && taken[i].a < mark.b) || mark.b <= mark.a) {
        const host = i < taken.length && taken[i].a < mark.b ? taken[i] : merged[merged.length - 1];
        if (mark.kpis && host && host.kpis) host.kpis.push(...mark.kpis);
        continue;
      }
      if (merged.length && merged[merged.length - 1].b > mark.a) continue;
      merged.push(mark);
      last = mark.b;
    }
    while (i < taken.length) merged.push(taken[i++]);
    taken.splice(0, taken.length, ...merged);
  }
  return taken;
}

const LONGEST_LINE = 6000; // a block longer than this is cut, or one line of a broken file would stall layout

export function linesOf(text) {
  const lines = [];
  let a = 0;
  while (a < text.length) {
    let b = text.indexOf("\n", a);
    if (b < 0) b = text.length;
    for (let from = a; from <= b; ) {
      let to = b;
      if (to - from > LONGEST_LINE) {
        const stop = text.lastIndexOf("。", from + LONGEST_LINE);
        to = stop > from ? stop + 1 : from + LONGEST_LINE;
      }
      lines.push({ a: from, b: to > from && text[to - 1] === "\r" ? to - 1 : to });
      if (to === b) break;
      from = to;
    }
    a = b + 1;
  }
  return lines;
}

export function headingsOf(report) {
  return report.outline.map((section, index) => {
    const probe = section.title.slice(0, 40);
    const place = probe ? report.source.indexOf(probe, section.a) : -1;
    const near = place >= 0 && place - section.a < 40;
    const a = section.a;
    return { index, a, b: near ? place + section.title.length : section.a, level: section.level };
  });
}
