// Suggestions beneath a search field: the editable combobox with list autocomplete of the ARIA Authoring Practices.
// Without JavaScript the form just searches. The words it says stand on the script's own tag.
{
  const words = document.currentScript.dataset;
  const SHORTEST = 2, PAUSE = 120; // characters; milliseconds after a keystroke

  const MODE = document.documentElement.dataset.mode === "elder" ? "/elder" : ""; // the mode stays

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // The text with each typed word marked where it stands literally; what was found by its sound stays unmarked.
  const marked = (text, typed) => {
    const pieces = typed.split(/\s+/).filter(Boolean).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const parts = text.split(new RegExp(`(${pieces.join("|")})`, "iu"));
    return parts.map((part, n) => (n % 2 ? make("mark", {}, part) : part));
  };

  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const id = `${input.id}-suggestions`;
    const list = make("div", { id, class: "suggestions", role: "listbox", "aria-label": input.dataset.suggestLabel, hidden: "" });
    const status = make("div", { class: "hidden", role: "status" });
    input.parentElement.append(list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
      autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    })) input.setAttribute(name, value);
    let options = []; // elements, in the order they are shown
    let chosen = -1, shownFor = "", timer = 0, request = null, composing = false;

    const typed = () => input.value.trim();
    const isOpen = () => !list.hidden;
    const forget = () => {
      clearTimeout(timer);
      request?.abort();
      request = null;
    };
    const choose = (index) => {
      options[chosen]?.setAttribute("aria-selected", "false");
      chosen = index;
      const option = options[index];
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };
    const close = () => {
      choose(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      status.textContent = "";
    };
    const open = () => {
      if (!options.length) return;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };
    const follow = (option, elsewhere) => {
      if (elsewhere) window.open(option.dataset.url, "_blank", "noopener");
      else location.href = MODE + option.dataset.url;
    };

    const show = (found, q) => {
      choose(-1);
      const kinds = Map.groupBy ? Map.groupBy(found, (item) => item.type) : found.reduce((groups, item) =>
        groups.set(item.type, [...(groups.get(item.type) ?? []), item]), new Map());
      options = [];
      list.replaceChildren(...[...kinds].map(([kind, items]) => {
        const label = `${id}-${kind}`;
        const name = words[`kind${kind[0].toUpperCase()}${kind.slice(1)}`] ?? kind;
        const group = make("div", { role: "group", "aria-labelledby": label }, make("div", { id: label, class: "kind", role: "presentation" }, name));
        for (const item of items) {
          const option = make("div", { id: `${id}-${options.length}`, role: "option", "aria-selected": "false" }, ...marked(item.text, q));
          option.dataset.url = item.url;
          options.push(option);
          group.append(option);
        }
        return group;
      }));
      shownFor = q;
      if (!options.length) close();
      else open();
      status.textContent = options.length ? words.count.replace("{n}", options.length) : words.none;
    };
    const ask = async () => {
      forget();
      const q = typed();
      if ([...q].length < SHORTEST) {
        options = [];
        shownFor = "";
        return close();
      }
      const mine = request = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(q)}`, { signal: mine.signal });
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (request === mine && document.activeElement === input) show(found, q);
      } catch (error) {
        if (error.name !== "AbortError") close(); // the form still searches
      }
    };
    const reopen = () => (shownFor === typed() ? open() : ask());

    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; ask(); });
    input.addEventListener("input", (event) => {
      choose(-1);
      if (composing || event.isComposing) return;
      forget();
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("blur", () => { forget(); close(); });
    input.addEventListener("keydown", async (event) => {
      if (composing || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (event.altKey) return step > 0 ? reopen() : close();
        if (!isOpen()) await reopen();
        if (!isOpen()) return;
        // Beyond either end the field itself has its turn.
        const next = chosen < 0 && step < 0 ? options.length - 1 : chosen + step;
        choose(next < options.length ? next : -1);
      } else if (event.key === "Enter" && isOpen() && chosen >= 0) {
        event.preventDefault();
        follow(options[chosen], event.ctrlKey || event.metaKey);
      } else if (event.key === "Escape") {
        event.preventDefault(); // browsers differ in what they clear
        forget();
        if (isOpen()) return close();
        input.value = "";
        options = [];
        shownFor = "";
      } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
        choose(-1); // the cursor moves in the field
      }
    });
    // A press must not take the focus from the field; the click decides, so that a finger may scroll the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) follow(option, event.ctrlKey || event.metaKey);
    });
  }
}
