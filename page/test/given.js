// What the modules find in the page: two reports as `policysum.export.payload` gives them, made up here.

const WORDS = {
  verdicts: { supported: "已核实", unclear: "存疑", unsupported: "原文没有" },
  statuses: { actual: "已完成", target: "目标" },
  changes: { level: "水平", growth: "增长", decline: "下降" },
  concepts: { gdp: "地区生产总值", exports: "出口" },
  measures: { "": "", growth: "增速" },
  items: { achievements: "成绩" },
  fields: {}, grounds: {}, kinds: {}, relations: {}, read: "读自原文",
};

export function kpi(source, text, more) {
  const start = [...source.slice(0, source.indexOf(text))].length;
  return {
    indicator: "出口", text, start, end: start + [...text].length, evidence: [0, [...source].length], value: 1, unit: "亿元",
    status: "actual", change: "level", period: "2023", verdict: "supported", state: "ok", concept: "exports", measure: "",
    section: [], reason: "", doubts: [], said_otherwise: [], reviewed: null, ...more,
  };
}

export function report(source, kpis, more) {
  return {
    name: "a.txt", sha256: "s", title: "报告", source, kpis, items: { achievements: [] }, missing: [], others: [], outline: [], digest: [],
    fields: [], failed: [], notes: [], relations: [], furniture: [], ...more,
  };
}

// Must be called before a module that reads the data is imported; a test file runs in a process of its own.
export function givenPage(...reports) {
  const listed = reports.map(({ name, sha256 }) => ({ name, sha256, label: name, where: "", when: "" }));
  const blocks = { words: WORDS, page: { fingerprint: "f" }, reports: listed, ...Object.fromEntries(reports.map((one, index) => [`r-${index}`, one])) };
  globalThis.document = { getElementById: (id) => ({ textContent: JSON.stringify(blocks[id]) }) };
}
