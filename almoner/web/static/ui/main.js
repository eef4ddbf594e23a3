// Wires the page: rows that the keyboard walks, keys that can be switched off, forms that send themselves on a change.
import { walk } from "./rows.js";
import { listen } from "./keys.js";
import "./palette.js";
import "./toast.js";
import "./ticks.js";
import "./names.js";

// The letters are the person's: the page says them, in the order of what they do.
const acts = [
  () => walk(1),
  () => walk(-1),
  () => document.querySelector("#ask")?.focus(),
  () => document.querySelector("#all-keys")?.click(),
];

listen(Object.fromEntries([...document.body.dataset.moves].map((letter, place) => [letter, acts[place]])));

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sends-itself]");
  if (form) form.requestSubmit();
});

// Ctrl and Enter press the button that says so: of the form that is typed into, elsewhere the page's first.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const own = event.target.form;
  const among = own?.method === "post" ? [...own.elements] : [...document.querySelectorAll("[data-ctrl-enter]")];
  const button = among.find((one) => one.matches("[data-ctrl-enter]") && !one.closest("details:not([open])"));
  if (!button) return;
  event.preventDefault();
  button.click();
});

// After a refusal whoever types goes on in the first field that is wrong; a form that is the page's purpose begins in its first.
(document.querySelector("main [aria-invalid=true]") ??
  document.querySelector("main [data-refused]") ??
  document.querySelector("main [data-begin] :is(input:not([type=hidden]), select, textarea)"))?.focus();

// A form that was opened is typed into at once. The fold opens here: by the time the browser tells that it has opened one,
// a quick typist's first letters have gone elsewhere.
document.addEventListener("click", (event) => {
  const fold = event.target.closest("summary")?.parentElement;
  if (!fold || event.defaultPrevented || event.target.closest("a, button, input, label, select")) return;
  event.preventDefault();
  fold.open = !fold.open;
  if (fold.open) fold.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
