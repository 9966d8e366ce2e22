// A SELECT's answer as a table that sorts, as bars, as a cross table, as a network. Nothing is asked again.
"use strict";

window.policygraphViews = (words, base) => {
  const numeric = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
  const most = 500;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const make = (name, text) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const drawn = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const plain = (term) => (term ? term.value.replace(/^.*?\/(id|concept)\//, "").replace(/^.*#/, "") : "");
  const isNumber = (term) => Boolean(term) && term.type !== "uri" && numeric.test(term.value);

  function cell(term) {
    if (!term) return document.createTextNode("");
    if (term.type !== "uri") return document.createTextNode(term.value);
    const link = make("a", plain(term));
    link.href = term.value;
    // An identifier of the graph opens on this host, whatever its base is.
    const own = /^https?:\/\/[^?#]*?\/(id|concept)\/(.+)$/.exec(term.value);
    if (own) link.href = `${base}${own[1]}/${own[2]}${words.lang === "zh" ? "" : `?lang=${words.lang}`}`;
    link.title = term.value;
    return link;
  }

  function table(data) {
    const names = data.head.vars;
    const rows = data.results.bindings.slice();
    const made = make("table");
    const head = made.createTHead().insertRow();
    const body = made.createTBody();
    let sorted = null;
    const fill = () => {
      body.replaceChildren();
      for (const binding of rows.slice(0, most)) {
        const row = body.insertRow();
        for (const name of names) {
          const made = row.insertCell();
          made.append(cell(binding[name]));
          if (isNumber(binding[name])) made.className = "num";
        }
      }
    };
    names.forEach((name) => {
      const th = make("th");
      th.scope = "col";
      const button = make("button", name);
      button.type = "button";
      button.className = "sorter";
      button.addEventListener("click", () => {
        const down = sorted === name;
        sorted = down ? null : name;
        const numbers = rows.every((row) => !row[name] || isNumber(row[name]));
        rows.sort((one, two) => {
          const [a, b] = [one[name]?.value ?? "", two[name]?.value ?? ""];
          const order = numbers ? Number(a) - Number(b) : a.localeCompare(b, "zh");
          return down ? -order : order;
        });
        for (const other of head.cells) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        fill();
      });
      th.append(button);
      head.append(th);
    });
    fill();
    return made;
  }

  // Variables by what their values are: numbers are measured, the rest names things.
  function kinds(data) {
    const filledOnes = (name) => data.results.bindings.filter((row) => row[name]);
    const numbers = data.head.vars.filter((name) => {
      const held = filledOnes(name);
      return held.length && held.every((row) => isNumber(row[name]));
    });
    const texts = data.head.vars.filter((name) => !numbers.includes(name));
    const labels = texts.filter((name) => filledOnes(name).some((row) => row[name].type !== "uri"));
    return { numbers, names: labels.length ? labels : texts };
  }

  function chart(data) {
    const { numbers, names } = kinds(data);
    if (!numbers.length) return make("p", words.noChart);
    const value = numbers[0];
    const shown = data.results.bindings.filter((row) => row[value]).slice(0, 40)
      .map((row) => [names.map((name) => plain(row[name])).join(" · "), Number(row[value].value)]);
    const largest = Math.max(...shown.map(([, number]) => Math.abs(number)), 1e-9);
    const figure = make("figure");
    figure.append(make("figcaption", filled(words.chart, { value, n: shown.length, total: data.results.bindings.length })));
    const list = make("table");
    for (const [name, number] of shown) {
      const row = list.insertRow();
      const th = make("th", name);
      th.scope = "row";
      row.append(th);
      const amount = row.insertCell();
      amount.className = "num";
      amount.textContent = number.toLocaleString();
      const svg = drawn("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
      svg.append(drawn("rect", { width: (Math.abs(number) / largest) * 100, height: 10 }));
      row.insertCell().append(svg);
    }
    figure.append(list);
    return figure;
  }

  function pivot(data) {
    const { numbers, names } = kinds(data);
    if (names.length < 2) return make("p", words.noPivot);
    const [down, across] = names;
    const columns = [...new Set(data.results.bindings.map((row) => plain(row[across])))].slice(0, 40);
    const sums = new Map();
    for (const row of data.results.bindings) {
      const key = plain(row[down]);
      if (!sums.has(key)) sums.set(key, new Map());
      const held = sums.get(key);
      const column = plain(row[across]);
      const number = numbers.length ? Number(row[numbers[0]]?.value ?? 0) : 1;
      held.set(column, (held.get(column) ?? 0) + number);
    }
    const made = make("table");
    made.append(make("caption", filled(words.pivot, { down, across, value: numbers[0] ?? words.count })));
    const head = made.createTHead().insertRow();
    for (const name of [down, ...columns]) {
      const th = make("th", name);
      th.scope = "col";
      head.append(th);
    }
    const body = made.createTBody();
    for (const [name, held] of [...sums].slice(0, most)) {
      const row = body.insertRow();
      const th = make("th", name);
      th.scope = "row";
      row.append(th);
      for (const column of columns) {
        const made = row.insertCell();
        made.className = "num";
        made.textContent = held.has(column) ? held.get(column).toLocaleString() : "";
      }
    }
    return made;
  }

  function network(data) {
    const { names } = kinds(data);
    if (names.length < 2 || !window.vis) return make("p", words.noNetwork);
    const [from, to] = names;
    const nodes = new Map();
    const edges = [];
    for (const row of data.results.bindings.slice(0, most)) {
      const [a, b] = [plain(row[from]), plain(row[to])];
      if (!a || !b) continue;
      nodes.set(`a ${a}`, { id: `a ${a}`, label: a, group: "a" });
      nodes.set(`b ${b}`, { id: `b ${b}`, label: b, group: "b" });
      edges.push({ from: `a ${a}`, to: `b ${b}` });
    }
    const figure = make("figure");
    figure.append(make("figcaption", filled(words.network, { from, to, nodes: nodes.size, edges: edges.length })));
    const host = make("div");
    host.className = "result-network";
    figure.append(host);
    const ink = getComputedStyle(document.body).color;
    requestAnimationFrame(() => new window.vis.Network(host, { nodes: [...nodes.values()], edges }, {
      layout: { randomSeed: 7, improvedLayout: nodes.size < 150 },
      nodes: { shape: "dot", size: 8, font: { color: ink, size: 14 } },
      groups: { a: { color: "#24609f" }, b: { color: "#9a6700" } },
      edges: { color: { inherit: "from", opacity: 0.5 } },
      physics: { stabilization: { iterations: 200 } },
    }));
    return figure;
  }

  return { table, chart, pivot, network };
};
