// What stands in the lists of the right side, and in which order.

import { WORDS } from "./data.js";

// A result of one's own schema has fields in place of KPIs and items.
export const tabsOf = (report) => (report.fields.length ? { fields: "字段", checks: "待查" } : { ...(report.digest.length ? { digest: "摘要" } : {}), checks: "待查", kpis: "指标", ...WORDS.items });

// What a reader has to look at: rows that failed, then doubtful ones, in source order.
export const OPEN = new Set(["bad", "unsure"]);

const openKpis = (report) => ["bad", "unsure"].flatMap((state) => report.kpis.filter((kpi) => kpi.state === state));
const urgency = (relation) => ({ inconsistent: 0, consistent: 2 })[relation.verdict] ?? 1;

export function entriesOf(report, tab) {
  if (tab === "kpis") return report.kpis.map((kpi) => ({ kind: "kpi", kpi, a: kpi.a }));
  if (tab === "fields") return report.fields.map((field) => ({ kind: "field", field, a: field.a }));
  if (tab === "digest") return report.digest.map((said) => ({ kind: "said", said, a: said.numbers.length ? said.numbers[0].a : -1 }));
  if (tab === "checks") {
    const notes = report.notes.map((note) => ({ kind: "note", note, a: note.a }));
    return [
      ...openKpis(report).map((kpi) => ({ kind: "kpi", kpi, a: kpi.a })),
      ...notes.filter((entry) => entry.note.start !== null),
      ...report.missing.map((part) => ({ kind: "missing", part, a: part.a })),
      ...report.failed.map((claim) => ({ kind: "claim", claim, a: -1 })),
      ...[...report.relations].sort((x, y) => urgency(x) - urgency(y))
        .map((relation) => ({ kind: "relation", relation, a: relation.spans.length ? relation.spans[0][0] : 0 })),
      ...notes.filter((entry) => entry.note.start === null),
    ];
  }
  return report.items[tab].map((item) => ({ kind: "item", item, a: item.spans.length ? item.spans[0][0] : 0 }));
}

// The page opens on the summary where there is one, else on what is to be checked, or on the KPIs where nothing is.
export function firstTab(report) {
  if (report.fields.length) return "fields";
  if (report.digest.length) return "digest";
  return entriesOf(report, "checks").length ? "checks" : "kpis";
}

export function textOf(entry, report) {
  if (entry.kind === "kpi") {
    const { kpi } = entry;
    const sentence = report.source ? report.source.slice(kpi.ea, kpi.eb) : kpi.sentence;
    return [kpi.indicator, kpi.text, kpi.unit, kpi.period || "", kpi.section.join(" "), kpi.reason, sentence].join(" ");
  }
  if (entry.kind === "item") return `${entry.item.title} ${entry.item.detail}`;
  if (entry.kind === "said") return entry.said.text;
  if (entry.kind === "missing") return `${entry.part.text} ${entry.part.indicator}`;
  if (entry.kind === "note") return `${entry.note.title} ${entry.note.text}`;
  if (entry.kind === "field") return `${entry.field.path} ${entry.field.value} ${entry.field.text} ${entry.field.reason}`;
  if (entry.kind === "relation") return `${entry.relation.relation} ${entry.relation.recomputation}`;
  return `${entry.claim.text} ${entry.claim.reason}`;
}
