// Walks a list by row. The focus moves with the row, so that Enter opens it and a screen reader says it.
import { peek } from "./peek.js";

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")];
}

function opener(row) {
  return row.querySelector("[data-opens]");
}

function mark(row) {
  for (const other of document.querySelectorAll("[data-row][aria-current]")) other.removeAttribute("aria-current");
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

// In a grid the arrows lead to the nearest visit on that side.
const SIDES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener("keydown", (event) => {
  const [across, down] = SIDES[event.key] ?? [0, 0];
  const from = event.target.closest?.("[data-grid] [data-row]");
  if (!from || !(across || down) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const middle = (row) => ((box) => [box.x + box.width / 2, box.y + box.height / 2])(row.getBoundingClientRect());
  const [x, y] = middle(from);
  const far = (row) => {
    const [right, below] = [middle(row)[0] - x, middle(row)[1] - y];
    const [ahead, aside] = across ? [right * across, below] : [below * down, right];
    return ahead > 8 ? ahead + 3 * Math.abs(aside) : Infinity;
  };
  const next = rows().filter((row) => far(row) < Infinity).sort((one, other) => far(one) - far(other))[0];
  if (next) opener(next)?.focus({ preventScroll: true });
});

// In a list the arrows lead from row to row, for those who have no single keys.
document.addEventListener("keydown", (event) => {
  const [, down] = SIDES[event.key] ?? [0, 0];
  const from = event.target.closest?.("[data-rows] [data-row]");
  if (!from || !down || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-grid]") || event.target.matches("select, textarea, input:not([type=checkbox])")) return;
  event.preventDefault();
  walk(down);
});

// An address may name a row, as after an act on it: the walk goes on from there. The browser goes to it first, and takes the
// focus from everything else.
addEventListener("load", () => {
  const named = document.getElementById(location.hash.slice(1))?.closest("[data-row]");
  if (!named) return;
  mark(named);
  opener(named)?.focus({ preventScroll: true });
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) mark(row);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || event.target.closest("a, button, details, input, label, select, form, textarea")) return;
  if (String(window.getSelection())) return;
  opener(row)?.click();
});
