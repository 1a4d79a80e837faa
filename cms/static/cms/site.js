// The number of a policy's item is a link to it; with JavaScript a click also copies the address.
for (const body of document.querySelectorAll("[data-copied]")) {
  const said = document.createElement("p");
  said.className = "copied";
  said.setAttribute("role", "status");
  body.append(said);
  body.addEventListener("click", async (event) => {
    const link = event.target.closest("a.number");
    if (!link || !navigator.clipboard) return;
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = body.dataset.copied;
      setTimeout(() => { said.textContent = ""; }, 2500);
    } catch { /* not allowed: the address bar shows the link all the same */ }
  });
}

// Buttons that copy a text of the page, named by its id; without JavaScript the text is there to be selected.
for (const button of navigator.clipboard ? document.querySelectorAll("button[data-copy]") : []) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.copiedWord;
      setTimeout(() => { button.textContent = words; }, 2500);
    } catch { /* not allowed */ }
  });
}

// Browsers without ::details-content would fold on wide screens what should stand open there.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60.01rem)").matches) {
  for (const part of document.querySelectorAll("details.filters, details.site-menu, details.contents")) part.open = true;
}
