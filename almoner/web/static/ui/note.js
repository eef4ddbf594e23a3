// The note saves itself: a moment after the last key, one save at a time, each from the version that the one before gave.
// Where a save fails the words stay on the screen, and it says so.

import { paint, wipe } from "./marks.js";
import { fit, lead } from "./questions.js";
import { isSignedOut, renew } from "./signed_in.js";

const WAIT_MS = 700;
const form = document.querySelector("form[data-autosave]");
const margin = document.querySelector("#margin");
const wanted = document.querySelector("#wanted");
const saved = document.querySelector("#saved");
let timer = 0;
let isSaving = false;
let isChanged = false;
let isLeaving = false;
let isTold = false;

function tell(words) {
  if (saved) saved.textContent = words;
}

function bodyOf() {
  const said = new FormData(form);
  said.delete("once");
  return new URLSearchParams(said);
}

function send(keepalive) {
  const headers = { "HX-Request": "true" };
  return fetch(form.dataset.autosave, { method: "POST", body: bodyOf(), headers, keepalive });
}

async function save(keepalive = false) {
  clearTimeout(timer);
  timer = 0;
  if (isSaving || !isChanged) return;
  isSaving = true;
  isChanged = false;
  try {
    let answer = await send(keepalive);
    if (isSignedOut(answer) && (await renew(form))) answer = await send(false);
    if (isSignedOut(answer)) {
      isChanged = true;
      isTold = true;
      tell("Not saved: you are signed out. Sign in in another window, then go on here: your words stay.");
    } else if (answer.ok) {
      margin.innerHTML = await answer.text();
      form.elements.version.value = margin.querySelector("[data-version]").dataset.version;
      wanted.innerHTML = margin.querySelector("[data-wanted]").innerHTML;
      paint(form, margin);
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
  if (isChanged && !timer && !isTold) later();
  isTold = false;
}

function later() {
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = 0;
    save();
  }, WAIT_MS);
}

if (form && margin) {
  fit(form);
  lead();
  paint(form, margin);
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-reloads]")) return;
    wipe(event.target);
    fit(form);
    later();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-reloads]")) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    // What is not saved yet is saved first: whatever becomes of the act, no word is lost with the page.
    if (!isLeaving && (isSaving || isChanged)) {
      event.preventDefault();
      const by = event.submitter;
      const goOn = () => form.requestSubmit(by ?? undefined);
      if (isSaving) setTimeout(goOn, 60);
      else save().then(() => isChanged || goOn());
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
