// Suggestions beneath a search field: the combobox pattern of ARIA 1.2. Without JavaScript the form just searches.
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions plain";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  input.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off",
  })) input.setAttribute(name, value);
  let options = [], chosen = -1, asked = "", timer = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === index)));
    if (index >= 0) input.setAttribute("aria-activedescendant", list.children[index].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    options = found;
    list.replaceChildren(...found.map((option, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = option.text;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = option.url; });
      return item;
    }));
    list.hidden = found.length === 0;
    chosen = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    const q = input.value.trim();
    asked = q;
    if (q.length < 2) return close();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(q)}`);
      if (answer.ok && asked === q) show((await answer.json()).suggestions);
    } catch { close(); }
  };
  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("compositionend", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; } // Chromium would clear the field
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((chosen + step + options.length) % options.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.href = options[chosen].url;
    }
  });
}

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
