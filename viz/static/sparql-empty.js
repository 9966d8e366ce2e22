// Why a query found nothing: asked of the service, told below the result, with the repaired query at hand.
"use strict";

window.policygraphEmptiness = (words, put) => {
  const place = document.getElementById("result-empty");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  let running = null;

  function suggestion(offer) {
    const item = make("li");
    const button = make("button", offer.message);
    button.type = "button";
    button.title = words.put;
    button.dataset.repair = offer.kind;
    button.addEventListener("click", () => put(offer.query));
    item.append(button);
    if (offer.works) item.append(" ", make("span", `✓ ${words.works}`, "good"));
    return item;
  }

  function cause(found) {
    const item = make("li");
    const head = make("p", undefined, "cause");
    head.append(make("code", found.text), " ", make("small", filled(words.line, found)));
    item.append(head, make("p", found.message));
    if (found.suggestions.length) {
      const list = make("ul", undefined, "plain");
      list.append(...found.suggestions.map(suggestion));
      item.append(list);
    }
    return item;
  }

  return {
    clear() {
      if (running) running.abort();
      place.hidden = true;
      place.replaceChildren();
    },
    async explain(query) {
      this.clear();
      const mine = running = new AbortController();
      place.hidden = false;
      place.append(make("p", words.looking));
      try {
        const answer = await fetch(words.explain, {
          method: "POST",
          headers: { "Content-Type": "application/sparql-query", Accept: "application/json", "Accept-Language": words.lang },
          body: query,
          signal: mine.signal,
        });
        const found = await answer.json();
        if (mine.signal.aborted) return;
        const shown = [make("h3", place.dataset.title), make("p", answer.ok ? found.message : found.title)];
        if (answer.ok && found.causes.length) {
          const list = make("ol", undefined, "causes");
          list.append(...found.causes.map(cause));
          shown.push(list);
        }
        place.replaceChildren(...shown);
      } catch (error) {
        if (error.name !== "AbortError") place.replaceChildren(make("p", words.lost));
      }
    },
  };
};
