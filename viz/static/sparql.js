// The query page: runs the query without leaving the page, and shows the answer in several ways.
"use strict";

(() => {
  const form = document.getElementById("sparql");
  if (!form) return;
  const words = form.dataset;
  const action = form.getAttribute("action").split("?")[0];
  const result = document.getElementById("result");
  const note = document.getElementById("result-note");
  const body = document.getElementById("result-body");
  const tabs = document.getElementById("result-views");
  const data = JSON.parse(document.getElementById("editor-data").textContent);
  const editor = window.policygraphEditor(form.elements.query, data, words);
  const views = window.policygraphViews(words, action.replace(/sparql$/, ""));
  const emptiness = window.policygraphEmptiness(words, (query) => {
    editor.text = query;
    run();
    form.scrollIntoView({ block: "start" });
  });
  const most = 500;
  let running = null;
  let shown = null;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  function say(text, bad) {
    result.hidden = false;
    note.textContent = text;
    note.classList.toggle("error-note", Boolean(bad));
  }

  function preformatted(text) {
    const pre = document.createElement("pre");
    pre.textContent = text;
    body.replaceChildren(pre);
  }

  function view(name) {
    for (const tab of tabs.querySelectorAll("button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
    body.replaceChildren(views[name](shown));
  }

  async function run() {
    if (running) running.abort();
    const mine = running = new AbortController();
    const query = editor.text;
    body.replaceChildren();
    emptiness.clear();
    document.getElementById("answered")?.remove(); // what the service showed before there was this script
    tabs.hidden = true;
    say(words.running);
    remember(query);
    const started = performance.now();
    try {
      const answer = await fetch(action + (words.lang === "zh" ? "" : "?lang=" + words.lang), {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          Accept: "application/sparql-results+json, text/turtle, application/problem+json;q=0.1",
          "Accept-Language": words.lang,
        },
        body: query,
        signal: mine.signal,
      });
      const ms = Math.round(performance.now() - started);
      const type = answer.headers.get("content-type") || "";
      if (!answer.ok) {
        const problem = type.includes("json") ? await answer.json() : { title: String(answer.status), detail: "" };
        preformatted(problem.detail);
        say(problem.line ? `${problem.title}（${filled(words.line, problem)}）` : problem.title, true);
        if (problem.line) editor.select(problem.line, problem.column);
        return;
      }
      if (!type.includes("json")) {
        const text = await answer.text();
        preformatted(text);
        say(`${ms} ms`);
        if (!text.trim()) emptiness.explain(query);
        return;
      }
      const found = await answer.json();
      if ("boolean" in found) {
        say(found.boolean ? words.true : words.false);
        if (!found.boolean) emptiness.explain(query);
        return;
      }
      const count = found.results.bindings.length;
      const told = count ? filled(words.rows, { n: count, ms }) : words.none;
      say(count > most ? `${told} · ${filled(words.first, { n: most })}` : told);
      if (!count || nothingCounted(found)) emptiness.explain(query);
      if (!count) return;
      shown = found;
      tabs.hidden = false;
      view("table");
    } catch (error) {
      if (error.name !== "AbortError") say(words.lost, true);
    }
  }

  // One row of nothing but zeros: (COUNT(?x) AS ?n) of patterns without a solution.
  function nothingCounted(found) {
    const cells = found.results.bindings.length === 1 ? Object.values(found.results.bindings[0]) : [];
    return cells.length > 0 && cells.every((cell) => cell.value === "0");
  }

  // The address shows the query that ran, so it can be sent to a colleague.
  function remember(query) {
    const address = new URL(window.location.href);
    address.search = "";
    address.searchParams.set("query", query);
    if (words.lang !== "zh") address.searchParams.set("lang", words.lang);
    window.history.replaceState(null, "", address);
    snippets(query);
  }

  function snippets(query) {
    const endpoint = new URL(action, window.location.href).href;
    const made = {
      curl: `curl --data-urlencode query@- -H 'Accept: text/csv' ${endpoint} <<'SPARQL'\n${query}\nSPARQL`,
      python: `import csv\nimport io\nfrom urllib.parse import urlencode\nfrom urllib.request import Request, urlopen\n\n`
        + `query = r"""${query.replaceAll('"""', '\\"\\"\\"')}"""\n`
        + `request = Request("${endpoint}", urlencode({"query": query}).encode(), {"Accept": "text/csv"})\n`
        + 'with urlopen(request, timeout=60) as answer:\n'
        + '    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))  # pandas.DataFrame(rows) for a table',
      r: `library(httr2)\n\nquery <- r"---(${query})---"\ntable <- request("${endpoint}") |>\n`
        + '  req_body_form(query = query) |>\n  req_headers(Accept = "text/csv") |>\n  req_perform() |>\n'
        + "  resp_body_string() |>\n  readr::read_csv()",
    };
    for (const block of document.querySelectorAll("[data-snippet]")) block.textContent = made[block.dataset.snippet];
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter && "download" in event.submitter.dataset) return; // the form itself downloads
    event.preventDefault();
    run();
  });
  editor.onRun(run);
  tabs.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (chosen) view(chosen.dataset.view);
  });
  document.getElementById("share").addEventListener("click", async (event) => {
    remember(editor.text);
    try {
      await navigator.clipboard.writeText(window.location.href);
      event.target.textContent = words.copied;
    } catch {
      say(window.location.href); // without leave to use the clipboard, the address is there to be copied
    }
  });
  for (const link of document.querySelectorAll("[data-example]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      editor.text = link.dataset.example;
      run();
    });
  }
  snippets(editor.text);
  if (new URLSearchParams(window.location.search).has("query")) run();
})();
