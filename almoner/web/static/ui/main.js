// Wires the page: rows that the keyboard walks, keys that can be switched off, forms that send themselves on a change.
import { walk } from "./rows.js";
import { listen } from "./keys.js";
import "./palette.js";
import "./toast.js";
import "./ticks.js";

const act = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": () => document.querySelector("#ask")?.focus(),
  "?": () => document.querySelector("#all-keys")?.click(),
};

listen(act);

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sends-itself]");
  if (form) form.requestSubmit();
});

// Ctrl and Enter press the button that says so, from within a field too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const button = document.querySelector("[data-ctrl-enter]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// A form that was opened by its key is typed into at once.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  },
  true,
);
