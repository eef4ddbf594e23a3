// What the palette offers: the acts of the page as its controls say them, and the places of the rail.

// A control may say more than it shows, such as whom it is about; while names are hidden what it shows is enough.
function label(control) {
  const bare = control.cloneNode(true);
  bare.querySelectorAll("kbd, .n").forEach((part) => part.remove());
  const shown = bare.textContent.trim();
  const isHidden = document.documentElement.dataset.names === "hidden";
  return (isHidden && shown ? shown : (control.getAttribute("aria-label") ?? shown)).replace(/\s+/g, " ");
}

// What a control is drawn with; what has no picture stands beside the others all the same.
function drawn(control) {
  const own = control.querySelector("svg.i");
  const icon = own ? own.cloneNode(true) : document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "i");
  return icon;
}

export function acts() {
  const row = document.querySelector("[data-row][aria-current]");
  const all = [...document.querySelectorAll("main [data-key], #names [data-key]")];
  const own = all.filter((one) => !one.closest("[data-rows] [data-row]") || one.closest("[data-row]") === row);
  return own.map((control) => ({ name: label(control), key: control.dataset.key, icon: drawn(control), run: () => control.click() }));
}

export function places() {
  return [...document.querySelectorAll("[data-errands] a, nav.rail a")].map((link) => ({
    name: link.closest("nav") ? `Go to ${label(link)}` : label(link),
    icon: drawn(link),
    run: () => link.click(),
  }));
}
