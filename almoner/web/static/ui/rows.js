// Walks a list by row. The focus moves with the row, so that Enter opens it and a screen reader says it.
import { peek } from "./peek.js";

function rows() {
  return [...document.querySelectorAll("[data-rows] > tr[data-row]")];
}

function opener(row) {
  return row.querySelector("[data-opens]");
}

function mark(row) {
  for (const other of document.querySelectorAll("tr[aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  peek(row);
}

export function walk(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.hasAttribute("aria-current"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  mark(next);
  opener(next)?.focus({ preventScroll: true });
}

// An address may name a row, as after an act on it: the walk goes on from there. The browser goes to it first, and takes the
// focus from everything else.
addEventListener("load", () => {
  const named = document.getElementById(location.hash.slice(1))?.closest("tr[data-row]");
  if (!named) return;
  mark(named);
  opener(named)?.focus({ preventScroll: true });
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (row) mark(row);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, button, details, input, label, select, form, textarea")) return;
  if (String(window.getSelection())) return;
  opener(row)?.click();
});
