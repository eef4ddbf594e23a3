// The side panel of a list: what stands about the row that the keyboard is on. Without scripts the row itself says it.

const WAIT_MS = 90;
const KEPT = 24;
const pages = new Map();
let timer = 0;
let wanted = "";

async function load(address) {
  if (!pages.has(address)) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return "";
    pages.set(address, await answer.text());
    if (pages.size > KEPT) pages.delete(pages.keys().next().value);
  }
  return pages.get(address);
}

async function show(panel, address) {
  wanted = address;
  const page = await load(address).catch(() => "");
  if (wanted !== address || !page) return;
  panel.innerHTML = page;
  panel.hidden = false;
}

export function peek(row) {
  const panel = document.querySelector("#peek");
  const address = row.querySelector("[data-peek]")?.dataset.peek;
  if (!panel || !address || !matchMedia("(width >= 1280px)").matches) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(panel, address), WAIT_MS);
}
