// A question that hangs on another's answer shows once that answer is given.
export function fit(form) {
  for (const asked of form.querySelectorAll("[data-when]")) {
    const given = [...form.querySelectorAll(`[name="${CSS.escape(asked.dataset.when)}"]`)]
      .filter((one) => one.type !== "checkbox" || one.checked)
      .map((one) => one.value);
    asked.hidden = !given.some((value) => asked.dataset.is.split("|").includes(value));
  }
}

// What says that an answer is missing leads into its field.
export function lead() {
  document.addEventListener("click", (event) => {
    const goal = event.target.closest("#wanted a, #margin a[href^='#']")?.hash;
    const place = goal && document.querySelector(goal);
    (place?.matches("fieldset") ? place.querySelector("input") : place)?.focus();
  });
}
