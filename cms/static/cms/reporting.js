// The wizard of cases: the draft is saved as it is typed. htmx sends the form; this says when that fails, keeps two
// saves from overtaking each other, and fills in a firm that was written before. Without it the buttons save.
(() => {
  const form = document.getElementById("report-form");
  document.querySelector(".report-note.is-wrong[tabindex]")?.focus();
  if (!form) return;
  const AGAIN = 10_000; // milliseconds until a lost connection is tried again

  let underWay = false, waiting = null, again = 0;
  const line = () => document.getElementById("report-saved");
  const lost = () => {
    line().textContent = line().dataset.failed;
    line().classList.add("is-wrong");
    clearTimeout(again);
    again = setTimeout(() => htmx.trigger(form, "input"), AGAIN);
  };
  const isAutosave = (event) => event.detail.elt === form;

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (isAutosave(event)) underWay = true;
  });
  // What comes back and is no line of ours (a page of the sign-in, say) is no save.
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (!isAutosave(event)) return;
    if (!event.detail.serverResponse.includes('id="report-saved"')) {
      event.detail.shouldSwap = false;
      lost();
    }
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(name, (event) => isAutosave(event) && lost());
  }
  const done = (event) => {
    if (!isAutosave(event)) return;
    underWay = false;
    if (waiting) setTimeout(() => form.requestSubmit(waiting)); // after the swap, with the new name of the text
  };
  form.addEventListener("htmx:afterRequest", done);

  let leaving = false;
  form.addEventListener("submit", (event) => {
    if (underWay) {
      event.preventDefault();
      waiting = event.submitter;
    } else if (leaving) {
      event.preventDefault(); // a second tap
    } else {
      leaving = true;
    }
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  // Once the form is on its way, no autosave runs after it.
  form.addEventListener("htmx:confirm", (event) => {
    if (isAutosave(event) && leaving) event.preventDefault();
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fill]");
    if (!button) return;
    const { fill, name, code, type } = button.dataset;
    const field = (part) => form.elements[`${fill}-${part}`];
    field("name").value = name;
    if (code) field("code").value = code;
    for (const box of form.querySelectorAll(`input[name="${fill}-type"]`)) box.checked = box.value === type;
    document.getElementById(`known-${fill}`).replaceChildren();
    htmx.trigger(field("code"), "filled");
    form.dispatchEvent(new Event("input"));
    field("code").focus();
  });
})();
