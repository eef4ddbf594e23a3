// What the palette offers: the acts of the page as its controls say them, first those with what is open or in hand, and the
// places of the rail.

const areHidden = () => document.documentElement.dataset.names === "hidden";

// A control may say more than it shows, such as whom it is about; while names are hidden what it shows is enough.
function label(control) {
  const bare = control.cloneNode(true);
  bare.querySelectorAll("kbd, .n").forEach((part) => part.remove());
  const shown = bare.textContent.trim();
  return (areHidden() && shown ? shown : (control.getAttribute("aria-label") ?? shown)).replace(/\s+/g, " ");
}

// What a control is drawn with; what has no picture stands beside the others all the same.
function drawn(control) {
  const own = control.querySelector("svg.i");
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
  return record() && !rowInHand() ? !control.closest("#names") : Boolean(control.closest("#peek, [data-row][aria-current]"));
}

export function acts() {
  const row = rowInHand();
  const all = [...document.querySelectorAll("main [data-key], #names [data-key]")];
  const open = all.filter((one) => !one.closest("[data-rows] [data-row]") || one.closest("[data-row]") === row);
  return open.map((control) => ({
    name: label(control), key: control.dataset.key, icon: drawn(control), isOwn: isOwn(control), run: () => control.click(),
  }));
}

export function places() {
  return [...document.querySelectorAll("[data-errands] a, nav.rail a")].map((link) => ({
    name: label(link),
    asked: link.closest("nav") ? "go to" : "",
    icon: drawn(link),
    run: () => link.click(),
  }));
}
