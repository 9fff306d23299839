// What a search over all reports found, so many at a time.

import { columnsNamed } from "./across.js";
import { PAGE } from "./data.js";
import { $, el } from "./dom.js";
import { folded } from "./format.js";
import { goTo } from "./navigation.js";
import { hitsOf } from "./search.js";

const HITS_AT_ONCE = 120;

export const Search = { query: "", columns: "", turn: 0 };

function marked(text, query) {
  const parts = [];
  const [within, wanted] = [folded(text), folded(query)];
  let from = 0;
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), el("mark", {}, text.slice(at, at + wanted.length)));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}

function hitNode(hit, query) {
  const report = PAGE.reports[hit.index];
  const words = [report.label, hit.word ? ` · ${hit.word}` : ""];
  const way = PAGE.index ? el("a", { class: "link", href: `${report.href.split("#")[0]}#at=${encodeURIComponent(report.file)}&${hit.place}` }, ...words)
    : el("button", { type: "button", class: "link", onclick: () => goTo(hit.index, hit.kpi, hit.span) }, ...words);
  return el("li", {}, way, el("p", {}, ...marked(hit.text, query)));
}

// One of several pages holds its own reports alone; the index looks through all.
function wayToAll(query) {
  if (!PAGE.part) return null;
  return el("p", {}, "这里只搜索本页的报告，", el("a", { href: `${PAGE.part.home}#find=${encodeURIComponent(query)}` }, "在全部报告里搜索"));
}

export async function renderHits() {
  const query = Search.query.trim();
  const box = $("all-hits");
  Search.turn += 1;
  const { turn } = Search;
  box.dataset.query = query;
  if (!query) { box.replaceChildren(); return; }
  const said = el("p", { role: "status" });
  const list = el("ol", { class: "hits" });
  const more = el("button", { type: "button", hidden: true, onclick: () => further() }, "再找一批");
  box.replaceChildren(...[said, wayToAll(query), list, more].filter(Boolean));
  const lost = [];
  const progress = (page) => { if (turn === Search.turn) said.textContent = `正在找：第 ${page} 页，共 ${PAGE.pages} 页，已有 ${list.childElementCount} 处`; };
  const hits = hitsOf(query, columnsNamed(Search.columns.trim()), progress);

  let waiting = null; // found beyond those that are shown

  async function further() {
    more.hidden = true;
    const until = list.childElementCount + HITS_AT_ONCE;
    if (waiting) list.append(hitNode(waiting, query));
    waiting = null;
    for await (const hit of { [Symbol.asyncIterator]: () => ({ next: () => hits.next() }) }) {
      if (turn !== Search.turn) return; // another search has begun
      if (hit.lost) lost.push(hit.lost);
      else if (list.childElementCount < until) list.append(hitNode(hit, query));
      else { waiting = hit; break; }
    }
    if (turn !== Search.turn) return;
    const ended = !waiting;
    const count = list.childElementCount;
    more.hidden = ended;
    said.textContent = `${count ? `${count} 处${ended ? "" : "，还有"}` : "没有找到"}${lost.length ? `；没有搜到的页：${lost.join("、")} 不在本页旁边` : ""}`;
    said.dataset.ended = ended ? "1" : "";
  }
  await further();
}
