// Hides names, or shows them (H): at once here and in the other windows, and kept, so that the next page begins as this ends.
const root = document.documentElement;
const form = document.querySelector("#names");
const others = new BroadcastChannel("names");
const HIDDEN = "•••";
const title = document.title;

function show(names) {
  const isHidden = names === "hidden";
  root.dataset.names = names;
  form.elements.names.value = isHidden ? "shown" : "hidden";
  form.querySelector("button").setAttribute("aria-pressed", String(isHidden));
  const said = isHidden ? [...document.querySelectorAll(".veil")].map((one) => one.textContent.trim()).filter(Boolean) : [];
  document.title = said.reduce((left, name) => left.replaceAll(name, HIDDEN), title);
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const names = form.elements.names.value;
  show(names);
  others.postMessage(names);
  const answer = await fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") return;
  form.elements.names.value = names;
  form.submit();
});
others.addEventListener("message", (event) => form && show(event.data));
