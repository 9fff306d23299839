// Words and numbers as readers write them; no document is needed here.

const PASSING = new Set(["supported", "converted", "rounded"]);

export function stateOf(verdict) {
  if (verdict === "supported") return "ok";
  if (PASSING.has(verdict)) return "conv";
  return verdict === "unclear" ? "unsure" : "bad";
}

export const numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });

export function valueText(value) {
  if (value === null) return "";
  return Array.isArray(value) ? value.map((part) => numbers.format(part)).join("–") : numbers.format(value);
}

const HALVES = { H1: "上半年", H2: "下半年", Q1: "一季度", Q2: "二季度", Q3: "三季度", Q4: "四季度" };

export function periodText(period) {
  return (period || "").replace("as_of:", "截至").replace("/", "–").replace(/(\d{4})(H[12]|Q[1-4])/g, (_, year, part) => year + HALVES[part]);
}

export function share(part, whole) {
  return whole ? `${Math.floor((1000 * part) / whole) / 10}%` : "—";
}

// Offsets in the data are code points; strings here count UTF-16 units. They differ only after the
// first character beyond the basic plane, so most reports need no table.
export function unitTable(text) {
  if (!/[\ud800-\udbff]/.test(text)) return null;
  const table = [];
  let unit = 0;
  for (const char of text) {
    table.push(unit);
    unit += char.length;
  }
  table.push(unit);
  return table;
}

// For a search that minds no capitals; the few letters that change their length with their case stay as they are.
export function folded(text) {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

export const bare = (text) => (text || "").replace(/\s+/g, "");

export function shorten(text, limit) {
  const chars = [...text];
  return chars.length > limit ? `${chars.slice(0, limit - 1).join("")}…` : text;
}

export const hashOf = (index, place) => (index === 0 ? place : `r${index + 1}-${place}`);
