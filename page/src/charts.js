// Plain bars.

import { el, narrow, svg } from "./dom.js";
import { shorten } from "./format.js";

// Drawn in the units of the screen it is on, so that labels are as large as the text around them.
export const WIDE = { height: 26, label: 158, width: 184, gap: 56, letters: 11 };

export const NARROW = { height: 26, label: 116, width: 148, gap: 56, letters: 8 };

export function barChart(title, rows) {
  const BAR = narrow() ? NARROW : WIDE;
  const height = rows.length * BAR.height + 6;
  const chart = svg("svg", { viewBox: `0 0 ${BAR.label + BAR.width + BAR.gap} ${height}`, role: "img", "aria-label": `${title}:${rows.map((row) => `${row.name} ${row.text}`).join(";")}` });
  rows.forEach((row, index) => {
    const y = index * BAR.height + 4;
    const label = svg("text", { x: BAR.label - 10, y: y + 14, "text-anchor": "end", class: "axis" }, shorten(row.name, BAR.letters));
    label.append(svg("title", {}, row.name));
    chart.append(label, svg("rect", { x: BAR.label, y: y + 2, width: BAR.width, height: 16, rx: 3, class: "track" }),
      svg("rect", { x: BAR.label, y: y + 2, width: Math.max(row.share * BAR.width, row.share > 0 ? 2 : 0), height: 16, rx: 3, class: `fill ${row.state}` }),
      svg("text", { x: BAR.label + BAR.width + 8, y: y + 15, class: "amount" }, row.text));
  });
  return el("figure", { class: "chart" }, el("figcaption", {}, title), chart);
}
