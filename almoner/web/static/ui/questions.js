// A question that hangs on another's answer shows once that answer is given.
export function fit(form) {
  for (const asked of form.querySelectorAll("[data-when]")) {
    const given = [...form.querySelectorAll(`[name="${CSS.escape(asked.dataset.when)}"]`)]
      .filter((one) => one.type !== "checkbox" || one.checked)
      .map((one) => one.value);
    asked.hidden = !given.some((value) => asked.dataset.is.split("|").includes(value));
  }
}
