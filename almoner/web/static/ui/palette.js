// The palette (Ctrl K): what can be done on this page first, then places, then whatever the typed word finds.
import { about, acts, places } from "./commands.js";
import { mark, place } from "./typed.js";

const WAIT_MS = 120;
const MOST = 6;
const box = document.querySelector("#palette");
const input = box?.querySelector("input");
const list = box?.querySelector("[role=listbox]");
const found = box?.querySelector("[data-found]");
let [waiting, asked, offered] = [0, 0, []];

function option({ name, key, icon, run }, typed) {
  const shown = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1 });
  shown.setAttribute("role", "option");
  const said = Object.assign(document.createElement("span"), { textContent: name });
  mark(said, typed);
  shown.append(icon, said);
  if (key) shown.append(Object.assign(document.createElement("kbd"), { textContent: key.toUpperCase() }));
  shown.addEventListener("click", () => {
    box.close();
    run();
  });
  return shown;
}

function fill(group, commands, typed) {
  const words = typed.toLowerCase().split(" ");
  const fits = ({ name, asked = "", isAsked }) => (typed || !isAsked) && words.every((word) => place(`${name} ${asked}`, word) >= 0);
  const fitting = commands.filter(fits);
  const shown = box.querySelector(`[data-group="${group}"]`);
  shown.querySelectorAll("[role=option]").forEach((one) => one.remove());
  shown.append(...fitting.slice(0, typed ? MOST : 30).map((one) => option(one, typed)));
  shown.hidden = !fitting.length;
}

function options() {
  return [...list.querySelectorAll("[role=option]")].filter((one) => !one.closest("[hidden]"));
}

function choose(next) {
  options().forEach((one, place) => {
    one.id = `option-${place}`;
    one.setAttribute("aria-selected", String(one === next));
  });
  next?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next?.id ?? "");
}

const chosen = () => list.querySelector('[aria-selected="true"]');

async function ask(typed) {
  const mine = (asked += 1);
  found.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/find/options?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
    const text = answer.ok && !answer.redirected ? await answer.text() : "";
    if (mine !== asked) return;
    found.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    found.querySelectorAll("[role=option] > span").forEach((one) => mark(one.querySelector(".veil") ?? one, typed));
  } finally {
    if (mine === asked) found.removeAttribute("aria-busy");
  }
  if (!chosen()) choose(options()[0]);
  box.querySelector("[data-none]").hidden = options().length > 0;
}

function change() {
  const typed = input.value.trim();
  const [own, page] = [true, false].map((isOwn) => offered.filter((one) => one.isOwn === isOwn));
  box.querySelector('[data-group="own"] > .grp').textContent = `With ${about()}`;
  fill("own", own, typed);
  fill("page", page, typed);
  fill("places", places(), typed);
  clearTimeout(waiting);
  if (typed.length > 1 && found) waiting = setTimeout(() => ask(typed), WAIT_MS);
  else found?.replaceChildren();
  box.querySelector("[data-none]").hidden = true;
  choose(options()[0]);
}

function step(by) {
  const all = options();
  choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
}

const on = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => chosen()?.click() };

export function open() {
  if (!box || box.open) return;
  input.value = "";
  found?.replaceChildren();
  offered = acts();
  box.showModal();
  change();
}

input?.addEventListener("input", change);
input?.addEventListener("keydown", (event) => {
  if (event.isComposing || !on[event.key]) return;
  event.preventDefault();
  on[event.key]();
});
box?.addEventListener("click", (event) => event.target === box && box.close());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
document.querySelector("#all-commands")?.addEventListener("click", open);
