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

// Browsers without ::details-content would fold on wide screens what should stand open there.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60.01rem)").matches) {
  for (const part of document.querySelectorAll("details.filters, details.site-menu, details.contents")) part.open = true;
}
