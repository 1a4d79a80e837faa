// Shows beside its field what a draft still needs. The server decides (cms/desk/check.py); htmx asks it each time
// Wagtail has saved the draft.
(() => {
  const form = document.getElementById("page-edit-form");
  const address = document.currentScript.dataset.check; // with 0 for the number of the page
  if (!form) return;

  const box = document.createElement("div");
  box.className = "nice-padding";
  box.setAttribute("aria-live", "polite");
  form.prepend(box);

  const number = () => (form.action + location.pathname).match(/pages\/(\d+)\/edit/)?.[1];
  const ask = () => {
    const page = number();
    if (page) htmx.ajax("GET", address.replace("/0/", `/${page}/`), { target: box, swap: "innerHTML" }).catch(() => {});
  };

  // The element of the form at a path such as `body.<id>.content.<id>`: as deep as the editor has it.
  const place = (path) => {
    let found = null;
    for (const step of path.split(".").filter(Boolean)) {
      const next = (found || form).querySelector(`[data-contentpath="${CSS.escape(step)}"]`);
      if (!next && !found) return document.getElementById(`id_${step}-FORMS`)?.parentElement;
      if (!next) break;
      found = next;
    }
    return found;
  };

  const hint = (line, target) => {
    const button = line.querySelector("button");
    const note = document.createElement("p");
    note.className = `desk-hint desk-hint-${line.dataset.kind}`;
    note.append(line.querySelector(".desk-check-words").textContent);
    if (button) note.append(" ", button.cloneNode(true));
    target.append(note); // after the field: what is being typed in does not move
  };

  // The draft is saved as it was typed, and then masked. No submit button: Enter in a field would press it.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-mask]");
    if (!button) return;
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: button.name, value: button.value });
    form.append(input);
    form.requestSubmit();
  });

  const show = () => {
    if (wasOpen) box.querySelector("details")?.setAttribute("open", "");
    document.querySelectorAll(".desk-hint").forEach((note) => note.remove());
    for (const line of box.querySelectorAll("li[data-paths]")) {
      const targets = line.dataset.paths.split(" ").filter(Boolean).map(place).filter(Boolean);
      targets.forEach((target) => hint(line, target));
      const panel = targets[0]?.closest("[role=tabpanel]");
      const tab = panel && document.getElementById(panel.getAttribute("aria-labelledby"));
      if (!tab) continue;
      const way = document.createElement("button");
      way.type = "button";
      way.className = "button button-small button-secondary";
      way.textContent = tab.firstChild.textContent.trim() || tab.textContent.trim();
      way.addEventListener("click", () => {
        tab.click();
        requestAnimationFrame(() => {
          targets[0].scrollIntoView({ block: "center" });
          targets[0].querySelector("input:not([type=hidden]), select, textarea, [contenteditable]")?.focus();
        });
      });
      line.querySelector(".desk-check-tab").replaceChildren(way, " ");
    }
  };

  let wasOpen = false;
  box.addEventListener("htmx:beforeSwap", () => {
    wasOpen = Boolean(box.querySelector("details[open]"));
  });
  box.addEventListener("htmx:afterSwap", show);
  form.addEventListener("w-autosave:success", ask);
  window.addEventListener("load", ask);
})();
