// Building and finding elements. Nothing here builds markup from text: every text of a report reaches the
// page through textContent.

export const $ = (id) => document.getElementById(id);

export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Appends a first screenful at once and the rest in slices, so that a long report never blocks the page.
export function appendInSlices(parent, makers, first = 150, slice = 250) {
  let next = 0;
  let cancelled = false;
  const run = (limit) => {
    const fragment = document.createDocumentFragment();
    for (const end = Math.min(makers.length, next + limit); next < end; next += 1) fragment.append(makers[next]());
    parent.append(fragment);
  };
  const later = () => {
    if (cancelled || next >= makers.length) return;
    run(slice);
    setTimeout(later, 0);
  };
  run(first);
  setTimeout(later, 0);
  return { flush: () => !cancelled && run(makers.length), cancel: () => { cancelled = true; } };
}

export function toast(text) {
  $("toast").textContent = text;
  $("toast").dataset.on = "1";
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { delete $("toast").dataset.on; }, 2600);
}

export const narrow = () => matchMedia("(max-width: 820px)").matches;
