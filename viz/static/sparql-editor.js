// The query's text: the editor where it is installed, else the plain text area. Both look alike from outside.
"use strict";

window.policygraphEditor = (area, data, words) => {
  if (!window.Yasqe) {
    return {
      get text() { return area.value; },
      set text(value) { area.value = value; },
      select(line, column) {
        const lines = area.value.split("\n");
        const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
        area.focus();
        area.setSelectionRange(at, Math.min(at + 1, area.value.length));
      },
      onRun(run) {
        area.addEventListener("keydown", (event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
        });
      },
    };
  }
  const host = document.createElement("div");
  host.className = "editor";
  area.hidden = true;
  area.removeAttribute("required");
  area.after(host);
  const yasqe = new window.Yasqe(host, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    editorHeight: "26rem",
    autocompleters: ["variables"], // the editor's other completers would ask hosts elsewhere
    prefixCcApi: null,
    lineWrapping: true,
    screenReaderLabel: words.query,
  });
  for (const extra of host.querySelectorAll(".yasqe_buttons")) extra.remove();
  // Tab leaves the editor, as it leaves any field (WCAG 2.1.2).
  yasqe.addKeyMap({ Tab: false, "Shift-Tab": false });
  yasqe.on("change", () => { area.value = yasqe.getValue(); });

  const typed = () => {
    const at = yasqe.getCursor();
    const found = /[\p{L}\p{N}_:./#-]+$/u.exec(yasqe.getLine(at.line).slice(0, at.ch));
    return found ? { word: found[0], line: at.line, from: at.ch - found[0].length, to: at.ch } : null;
  };

  function terms(word) {
    const wanted = word.toLowerCase();
    const rank = ([name, label]) => {
      const short = name.toLowerCase();
      if (short.startsWith(wanted)) return 0;
      if (short.split(":").pop().startsWith(wanted)) return 1;
      if (label.toLowerCase().includes(wanted)) return 2;
      return short.includes(wanted) ? 3 : 9;
    };
    return data.terms.map((term) => [rank(term), term]).filter(([at]) => at < 9)
      .sort((one, two) => one[0] - two[0]).slice(0, 40)
      .map(([, [name, label]]) => ({ text: name, displayText: label ? `${name}  ${label}` : name }));
  }

  async function names(word) {
    if (/^[\x00-\x7f]*$/.test(word) || word.length < 2) return [];
    const answer = await fetch(`${words.search}?limit=12&q=${encodeURIComponent(word)}`);
    if (!answer.ok) return [];
    const page = await answer.json();
    return page.items.filter((item) => item.kind !== "passage").map((item) => (
      { text: `<${item.thing.iri}>`, displayText: item.note ? `${item.name.text}  ${item.note}` : item.name.text }
    ));
  }

  async function complete() {
    const at = typed();
    if (!at || /^\d+$/.test(at.word)) return;
    const line = yasqe.getLine(at.line);
    const list = /^\s*PREFIX\s+$/i.test(line.slice(0, at.from))
      ? Object.entries(data.prefixes).filter(([name]) => name.startsWith(at.word.replace(/:$/, "")))
        .map(([name, iri]) => ({ text: `${name}: <${iri}>`, displayText: `${name}: <${iri}>` }))
      : [...terms(at.word), ...await names(at.word)];
    const now = typed();
    if (!list.length || !now || now.word !== at.word) return;
    if (list.length === 1 && list[0].text === at.word) return;
    const hints = { list, from: { line: at.line, ch: at.from }, to: { line: at.line, ch: at.to } };
    yasqe.showHint({ hint: () => hints, completeSingle: false, closeOnUnfocus: true });
  }

  // A prefix that is used and not declared is declared.
  yasqe.on("change", () => {
    const text = yasqe.getValue();
    const declared = new Set([...text.matchAll(/PREFIX\s+([\w-]*):/gi)].map((found) => found[1]));
    const body = text.replace(/<[^>]*>|"[^"]*"|#.*$/gm, " ");
    const missing = {};
    for (const [, name] of body.matchAll(/(?<![\w:?$-])([a-z][\w-]*):[\p{L}_]/gu)) {
      if (data.prefixes[name] && !declared.has(name)) missing[name] = data.prefixes[name];
    }
    if (Object.keys(missing).length) yasqe.addPrefixes(missing);
  });
  let waiting = 0;
  yasqe.on("inputRead", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(complete, 200);
  });
  yasqe.addKeyMap({ "Ctrl-Space": complete });

  return {
    get text() { return yasqe.getValue(); },
    set text(value) { yasqe.setValue(value); },
    select(line, column) {
      yasqe.focus();
      yasqe.setSelection({ line: line - 1, ch: column - 1 }, { line: line - 1, ch: column });
    },
    onRun(run) { yasqe.addKeyMap({ "Ctrl-Enter": run, "Cmd-Enter": run }); },
    refresh() { yasqe.refresh(); },
  };
};
