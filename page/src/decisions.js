// What a decision is, and which decisions of a file fit this page.

import { loadReport, PAGE, WORDS } from "./data.js";

export const REVIEW = { accept: "接受", correct: "更正", reject: "驳回" };
export const FORMAT = "policysum-decisions";
export const decisionKey = (report, kpi) => `${report.index}:${kpi.number}`;

// Decisions exported earlier, here or by a colleague. Only what fits a KPI of this page is taken, and nothing of it is
// ever more than text; where both sides decided, the later decision stands.
export function readDecision(raw) {
  if (!raw || typeof raw !== "object" || !Object.hasOwn(REVIEW, raw.decision)) return null;
  const index = PAGE.reports.findIndex((report) => report.name === raw.report && report.sha256 === raw.source_sha256);
  if (index < 0) return null;
  const report = loadReport(index);
  const same = (kpi) => kpi && kpi.start === raw.start && kpi.end === raw.end && kpi.indicator === raw.indicator;
  const kpi = same(report.kpis[raw.kpi - 1]) ? report.kpis[raw.kpi - 1] : report.kpis.find(same);
  if (!kpi) return null;
  const correction = raw.decision === "correct" ? readCorrection(raw.correction) : null;
  if (raw.decision === "correct" && !correction) return null;
  const text = (value) => (typeof value === "string" ? value : "");
  // Words in the place of a time, or a time to come, would beat every real one.
  const time = (value) => {
    const at = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(text(value)) ? new Date(value) : null;
    return at && at.getTime() < Date.now() + 86400000 ? at.toISOString() : null;
  };
  return [decisionKey(report, kpi), { decision: raw.decision, correction, note: text(raw.note), decided_at: time(raw.decided_at) }];
}

function readCorrection(raw) {
  const number = (value) => typeof value === "number" && Number.isFinite(value);
  const { indicator, value, unit, status, change, period } = raw || {};
  const fits = typeof indicator === "string" && indicator.trim() && typeof unit === "string"
    && (value === null || number(value) || (Array.isArray(value) && value.length === 2 && value.every(number)))
    && Object.hasOwn(WORDS.statuses, status) && Object.hasOwn(WORDS.changes, change) && (period === null || typeof period === "string");
  return fits ? { indicator, value, unit, status, change, period } : null;
}
