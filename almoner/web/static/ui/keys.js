// Single keys (WCAG 2.1.4): they act only outside of fields, never with a modifier, and only while they are switched on.

const FIELDS = "input, select, textarea, [contenteditable]";

function areOn() {
  return document.body.dataset.keys === "on";
}

function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.defaultPrevented;
}

export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (!areOn() || !isPlain(event)) return;
    const field = event.target.closest(FIELDS);
    if (field) return event.key === "Escape" && !field.closest("dialog") ? field.blur() : undefined;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = onScreen(key) ?? actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

// A control says its own key: <button data-key="p">; within the current row first, then on the page.
function onScreen(key) {
  if (key.length !== 1 || key === " ") return null;
  key = CSS.escape(key);
  const row = document.querySelector("[data-row][aria-current]");
  const control = row?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`:not(tr) > [data-key="${key}"]`);
  return control && (() => control.click());
}
