// The query window of a credit publicity site, version 1: <credit-lookup></credit-lookup>.
// It sets no cookie, loads nothing else, and works under a Content-Security-Policy that names this script's site in
// script-src and connect-src alone: its style is a constructed sheet, and nothing is written as markup.
(() => {
  const SITE = {{ site|safe }};
  const own = document.currentScript && document.currentScript.src;
  const HOME = own ? new URL(own).origin : SITE.url;
  const PATIENCE = 10000; // milliseconds
  const T = SITE.words;
  if (!window.customElements || customElements.get("credit-lookup")) return;

  // Colours are the system's, so that they fit the page around in light, dark and forced colours.
  const STYLE = `
    :host { display: block; max-width: 40em; font: inherit; line-height: 1.6; }
    :host([hidden]) { display: none; }
    .box { border: 1px solid; border-radius: 4px; padding: 1em; color: CanvasText; background: Canvas; }
    p, ul { margin: .5em 0 0; }
    .title { margin: 0; font-weight: 600; }
    ul { padding: 0; list-style: none; }
    li { padding: .5em 0; border-top: 1px solid; overflow-wrap: anywhere; }
    label { display: block; }
    form { display: flex; flex-wrap: wrap; gap: .5em; align-items: end; margin-top: .5em; }
    .field { flex: 1 1 14em; }
    input, button { box-sizing: border-box; min-height: 44px; font: inherit; padding: .25em .75em; }
    input { width: 100%; border: 1px solid; border-radius: 4px; color: FieldText; background: Field; }
    button { border: 1px solid; border-radius: 4px; cursor: pointer; color: ButtonText; background: ButtonFace; }
    a { color: LinkText; display: inline-block; min-height: 24px; }
    :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
    .small { font-size: .875em; }
    .links a { margin-inline-end: 1em; }
  `;

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const link = (href, text) => make("a", { href, rel: "noopener" }, text);
  const links = () => make(
    "p", { class: "small links" }, link(HOME + SITE.lookup, `${SITE.name} ${T.page}`), link(SITE.national, T.national),
  );

  const line = (match) => {
    const about = [match.name, match.code, `${T.decided} ${match.decided_on}`];
    if (match.last_public_day) about.push(`${T.until} ${match.last_public_day}`);
    if (match.state === "disputed") about.push(T.disputed);
    const said = about.filter(Boolean).join(" · ");
    return make("li", {}, link(match.url, match.title), make("div", { class: "small" }, said));
  };

  const told = (found) => {
    const parts = [make("p", { class: "title" }, `${found.question}：${found.sentence}`)];
    if (found.remark) parts.push(make("p", {}, found.remark));
    if (found.matches.some((match) => !match.is_confirmed)) parts.push(make("p", {}, T.nameOnly));
    if (found.matches.length) parts.push(make("ul", {}, ...found.matches.map(line)));
    const at = make("time", { datetime: found.as_of }, found.as_of.slice(0, 16).replace("T", " "));
    parts.push(make("p", { class: "small" }, `${T.asOf} `, at, `。${found.meaning}`), links());
    return parts;
  };

  class CreditLookup extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      if (root.adoptedStyleSheets) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        root.adoptedStyleSheets = [sheet];
      }
      this.input = make("input", {
        type: "search", id: "q", name: "q", maxlength: "200", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
      });
      this.said = make("div", { role: "status", "aria-live": "polite" });
      const field = make("div", { class: "field" }, make("label", { for: "q" }, T.label), this.input);
      const form = make("form", { role: "search", "aria-labelledby": "title" }, field, make("button", { type: "submit" }, T.button));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask(this.input.value.trim());
      });
      root.append(make(
        "div", { class: "box", lang: "zh-Hans" },
        make("p", { class: "title", id: "title" }, T.title), form, this.said,
        make("p", { class: "small" }, `${T.source} `, link(`${HOME}/`, SITE.name)),
      ));
    }

    show(...parts) {
      this.said.replaceChildren(...parts);
    }

    async ask(question) {
      if (!question) {
        this.show(make("p", {}, T.empty));
        this.input.focus();
        return;
      }
      this.show(make("p", {}, T.waiting));
      const asked = (this.asked = (this.asked || 0) + 1);
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), PATIENCE);
      let parts;
      try {
        const answer = await fetch(`${HOME}/api/v1/lookup?q=${encodeURIComponent(question)}`, {
          credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal: stop.signal,
        });
        if (answer.ok) parts = told(await answer.json());
        else if (answer.status === 400) parts = [make("p", {}, T.wrong)];
        else if (answer.status === 429) parts = [make("p", {}, T.often)];
      } catch { /* away, or too slow */ }
      clearTimeout(timer);
      if (asked === this.asked) this.show(...(parts || [make("p", {}, T.away), links()]));
    }
  }
  customElements.define("credit-lookup", CreditLookup);
})();
