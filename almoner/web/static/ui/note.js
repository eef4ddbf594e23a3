// The note saves itself: a moment after the last key, one save at a time, each from the version that the one before gave.
// Where a save fails the words stay on the screen, and it says so.

const WAIT_MS = 700;
const form = document.querySelector("form[data-autosave]");
const margin = document.querySelector("#margin");
const saved = document.querySelector("#saved");
let timer = 0;
let isSaving = false;
let isChanged = false;
let isLeaving = false;

function tell(words) {
  if (saved) saved.textContent = words;
}

function bodyOf() {
  const said = new FormData(form);
  said.delete("once");
  return new URLSearchParams(said);
}

async function save(keepalive = false) {
  clearTimeout(timer);
  timer = 0;
  if (isSaving || !isChanged) return;
  isSaving = true;
  isChanged = false;
  try {
    const headers = { "HX-Request": "true" };
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: bodyOf(), headers, keepalive });
    if (answer.ok && !answer.redirected) {
      margin.innerHTML = await answer.text();
      form.elements.version.value = margin.querySelector("[data-version]").dataset.version;
      tell(`Saved ${new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}`);
    } else {
      tell("Not saved: this was changed in another window, or can't be kept. Save to see why.");
    }
  } catch {
    isChanged = true;
    tell("Not saved yet: no answer. It tries again.");
    timer = setTimeout(save, 5000);
  } finally {
    isSaving = false;
  }
  if (isChanged && !timer) later();
}

function later() {
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = 0;
    save();
  }, WAIT_MS);
}

// A question that hangs on another's answer shows once that answer is given.
function fit() {
  for (const asked of form.querySelectorAll("[data-when]")) {
    const given = [...form.querySelectorAll(`[name="${CSS.escape(asked.dataset.when)}"]`)]
      .filter((one) => one.type !== "checkbox" || one.checked)
      .map((one) => one.value);
    asked.hidden = !given.some((value) => asked.dataset.is.split("|").includes(value));
  }
}

if (form && margin) {
  fit();
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-reloads]")) return;
    fit();
    later();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-reloads]")) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (isSaving && !isLeaving) {
      event.preventDefault();
      const by = event.submitter;
      setTimeout(() => form.requestSubmit(by ?? undefined), 60);
      return;
    }
    isLeaving = true;
    isChanged = false;
    clearTimeout(timer);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") {
      event.preventDefault();
      isChanged = true;
      save();
    } else if (event.key === "Enter") {
      event.preventDefault();
      document.querySelector("#sign")?.click();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
}
