// The query page: runs the query without leaving the page and shows the answer as a table.
"use strict";

(() => {
  const form = document.getElementById("sparql");
  if (!form) return;
  const area = form.elements.query;
  const result = document.getElementById("result");
  const note = document.getElementById("result-note");
  const body = document.getElementById("result-body");
  const most = 500;
  const words = form.dataset;
  let running = null;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  function say(text, bad) {
    result.hidden = false;
    note.textContent = text;
    note.classList.toggle("error-note", Boolean(bad));
  }

  function cell(term) {
    if (!term) return "";
    if (term.type !== "uri") return term.value;
    const link = document.createElement("a");
    link.href = term.value;
    // An identifier of the graph opens on this host, whatever its base is.
    const own = /^https?:\/\/[^?#]*?\/(id|concept)\/(.+)$/.exec(term.value);
    if (own) link.href = form.getAttribute("action").replace(/sparql$/, own[1] === "id" ? "id/" : "concept/") + own[2];
    if (own && words.lang !== "zh") link.href += "?lang=" + words.lang;
    link.textContent = term.value.replace(/^.*?\/(id|concept)\//, "").replace(/^.*#/, "");
    link.title = term.value;
    return link;
  }

  function table(data) {
    const made = document.createElement("table");
    const head = made.createTHead().insertRow();
    for (const name of data.head.vars) {
      const th = document.createElement("th");
      th.scope = "col";
      th.textContent = name;
      head.append(th);
    }
    const rows = made.createTBody();
    for (const binding of data.results.bindings.slice(0, most)) {
      const row = rows.insertRow();
      for (const name of data.head.vars) row.insertCell().append(cell(binding[name]));
    }
    return made;
  }

  async function run() {
    if (running) running.abort();
    const mine = running = new AbortController();
    body.replaceChildren();
    say(words.running);
    const started = performance.now();
    try {
      const answer = await fetch(form.getAttribute("action") + (words.lang === "zh" ? "" : "?lang=" + words.lang), {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          Accept: "application/sparql-results+json, text/turtle, application/problem+json;q=0.1",
        },
        body: area.value,
        signal: mine.signal,
      });
      const ms = Math.round(performance.now() - started);
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok) {
        const problem = type.includes("json") ? await answer.json() : { title: String(answer.status), detail: "" };
        const pre = document.createElement("pre");
        pre.textContent = problem.detail;
        body.append(pre);
        say(problem.line ? `${problem.title}（${filled(words.line, problem)}）` : problem.title, true);
        if (problem.line) select(problem.line, problem.column);
        return;
      }
      if (!type.includes("json")) {
        const pre = document.createElement("pre");
        pre.textContent = await answer.text();
        body.append(pre);
        say(`${ms} ms`);
        return;
      }
      const data = await answer.json();
      if ("boolean" in data) {
        say(data.boolean ? words.true : words.false);
        return;
      }
      const count = data.results.bindings.length;
      if (count) body.append(table(data));
      const told = count ? filled(words.rows, { n: count, ms }) : words.none;
      say(count > most ? `${told} · ${filled(words.first, { n: most })}` : told);
    } catch (error) {
      if (error.name !== "AbortError") say(words.lost, true);
    }
  }

  function select(line, column) {
    const lines = area.value.split("\n");
    const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    area.focus();
    area.setSelectionRange(at, Math.min(at + 1, area.value.length));
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter && "download" in event.submitter.dataset) return; // the form itself downloads
    event.preventDefault();
    run();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  for (const link of document.querySelectorAll("[data-example]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      area.value = link.dataset.example;
      run();
    });
  }
  if (new URLSearchParams(window.location.search).has("query")) run();
})();
