// What the palette offers: whatever can be pressed, typed into or followed, as it says itself: first with what is open or in
// hand, then on the page, then the places of the rail. So everything is done without a mouse and without single keys.
import { walk } from "./rows.js";

const KEYED = "main [data-key], #names [data-key], .toast [data-key]";
const HERE = ":is(main, .bar, .band, .toast)";
const PRESSED = `${HERE} :is(button:enabled:not(#all-commands), summary)`;
const TYPED = `${HERE} :is(input:not([type=hidden]), select, textarea):enabled`;
const FOLLOWED = `${HERE} a[href]:not(svg a)`;
const DONE = "[data-key]:not([data-opens]), button, summary, a.btn, .step a";
const EXPLAINS = ".told > summary";
const BESIDE = "kbd, .n, .help, input, select, textarea";

const areHidden = () => document.documentElement.dataset.names === "hidden";

const among = (where) => [...document.querySelectorAll(where)];

// A control may say more than it shows, such as whom it is about; while names are hidden what it shows of nobody is enough.
function label(control) {
  const bare = (control.labels?.[0] ?? control).cloneNode(true);
  bare.querySelectorAll(areHidden() ? `${BESIDE}, .veil` : BESIDE).forEach((part) => part.remove());
  const shown = bare.textContent.trim();
  const told = areHidden() && (shown || !control.dataset.key) ? shown : (control.getAttribute("aria-label") ?? shown);
  return told.replace(/\s+/g, " ");
}

// A bare number of a table says nothing alone: what its row is called goes before it.
function named(control) {
  const told = label(control);
  const head = /\p{L}/u.test(told) ? null : control.closest("tr")?.querySelector("th[scope=row]");
  return told && head ? `${label(head)}: ${told}` : told;
}

// What a control is drawn with; what has no picture stands beside the others all the same.
function drawn(control) {
  const own = control.querySelector(":scope > svg.i");
  const icon = own ? own.cloneNode(true) : document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "i");
  return icon;
}

const rowInHand = () => document.querySelector("[data-row][aria-current]");
const record = () => document.querySelector("main .banner h1");

// What is open or in hand, in words: the claim beside the list, the row, or the page's own record.
export function about() {
  const shown = document.querySelector("#peek:not([hidden]) > header .code") ?? rowInHand()?.querySelector("[data-opens]") ?? record();
  if (!shown) return "";
  return (areHidden() ? (shown.querySelector(".code")?.textContent ?? "it") : shown.textContent).trim().replace(/\s+/g, " ");
}

function isOwn(control) {
  return record() && !rowInHand() ? Boolean(control.closest("main")) : Boolean(control.closest("#peek, [data-row][aria-current]"));
}

// What a row that is not in hand is about: it stands beside the name of what can be done with it.
function subject(row) {
  const told = [...row.querySelectorAll("[data-opens], td .code")].map(label).filter((one) => one);
  return [...new Set(told)].join(" ");
}

// A field is typed into; a box is ticked, and a file is asked for.
function type(field) {
  field.focus();
  if (field.matches("[type=checkbox], [type=radio], [type=file]")) field.click();
  else if (field.matches("input, textarea")) field.select();
}

// J is no control of a page; who has no single keys comes to the list by it.
function toRows() {
  const name = rowInHand() ? "The next row" : "The first row";
  return document.querySelector("[data-rows] [data-row]")
    ? [{ name, key: document.body.dataset.moves[0], icon: drawn(document.body), isOwn: false, run: () => walk(1) }] : [];
}

function offer(control) {
  return {
    name: named(control),
    key: control.dataset.key,
    icon: drawn(control),
    isOwn: isOwn(control),
    isAsked: !control.dataset.key && !control.closest("[data-row][aria-current]"),
    run: () => (control.matches(TYPED) ? type(control) : control.click()),
  };
}

function offerElsewhere(control) {
  const about = control.hasAttribute("aria-label") ? "" : subject(control.closest("[data-row]"));
  const name = [label(control), about].filter((one) => one).join(": ");
  return { ...offer(control), name, key: "", isOwn: false, isAsked: true };
}

// What has a key, and what the row in hand has, shows at once; the rest is found by its words, and last of it what can be
// done with the other rows.
export function acts() {
  const row = rowInHand();
  const keyed = among(KEYED);
  const rest = among(`${PRESSED}, ${TYPED}, ${FOLLOWED}`).filter((one) => !keyed.includes(one) && one.checkVisibility());
  rest.sort((one, other) => one.matches(EXPLAINS) - other.matches(EXPLAINS));
  const isElsewhere = (one) => Boolean(one.closest("[data-rows] [data-row]")) && one.closest("[data-row]") !== row;
  const all = [...keyed, ...rest];
  const here = all.filter((one) => !isElsewhere(one)).map(offer);
  const elsewhere = all.filter((one) => isElsewhere(one) && one.matches(DONE)).map(offerElsewhere);
  return [...here, ...toRows(), ...elsewhere].filter((one) => one.name);
}

export function places() {
  return [...document.querySelectorAll("[data-errands] a, nav.rail a")].map((link) => ({
    name: label(link),
    asked: link.closest("nav") ? "go to" : "",
    icon: drawn(link),
    run: () => link.click(),
  }));
}
