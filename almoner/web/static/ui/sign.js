// A pad to sign on: <svg data-sign-pad="field"> draws into its path and keeps the strokes, in whole units, in the hidden
// field of that name. The typed name beside it does without; the pad shows only where this script runs.
const MOST = 20000;

for (const pad of document.querySelectorAll("svg[data-sign-pad]")) wire(pad);

function wire(pad) {
  const form = pad.closest("form");
  const field = form.elements[pad.dataset.signPad];
  const path = pad.querySelector("path");
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    const view = pad.viewBox.baseVal;
    const whole = (value, most) => Math.min(Math.max(Math.round(value), 0), most);
    const x = whole(((event.clientX - box.left) / box.width) * view.width, view.width);
    return `${x} ${whole(((event.clientY - box.top) / box.height) * view.height, view.height)}`;
  };
  let stroke = null;
  const show = () => path.setAttribute("d", [field.value, stroke?.length > 1 ? said(stroke) : ""].join(" "));
  const said = (points) => `M${points[0]} ${points.slice(1).map((point) => `L${point}`).join(" ")}`;

  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    stroke = [place(event)];
  });
  pad.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const next = place(event);
    if (next !== stroke.at(-1)) stroke.push(next);
    show();
  });
  const end = () => {
    const drawn = stroke?.length > 1 ? `${field.value} ${said(stroke)}`.trim() : field.value;
    stroke = null;
    if (drawn.length <= MOST) field.value = drawn;
    show();
  };
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
  form.querySelector("button[data-sign-clear]").addEventListener("click", () => {
    field.value = "";
    show();
  });
  pad.closest("[hidden]")?.removeAttribute("hidden");
}
