/* The responsibility network: pointing lifts what belongs together, choosing shows the words.
   Reads #network-data; without this script the tables and the still picture say the same. */
"use strict";
(() => {
  const source = document.getElementById("network-data");
  const stage = document.getElementById("network-stage");
  const box = document.getElementById("network-canvas");
  if (!source || !stage || !box || !window.networkDrawing) return;
  const data = JSON.parse(source.textContent);
  const { drawing, nodes: names, edges: proofs, ties, words } = data;
  if (!Object.keys(drawing.kinds).length) return;
  const head = document.getElementById("network-panel-head");
  const body = document.getElementById("network-panel-body");
  const panel = document.getElementById("network-panel");
  const closer = document.getElementById("network-close");
  stage.hidden = false;

  // ---- what hangs together -------------------------------------------------------------------
  const linesOf = new Map(Object.keys(drawing.kinds).map((id) => [id, []]));
  for (const [id, [from, to]] of Object.entries(drawing.lines)) {
    linesOf.get(from).push(id);
    linesOf.get(to).push(id);
  }
  function together(what) {
    if (!what) return null;
    const lines = new Set(what.type === "line" ? [what.id] : linesOf.get(what.id));
    const nodes = new Set(what.type === "node" ? [what.id] : []);
    for (const id of lines) nodes.add(drawing.lines[id][0]).add(drawing.lines[id][1]);
    return { nodes, lines, chosen: what.type === "node" ? what.id : "" };
  }
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  let selected = null;
  let pointed = "";
  const picture = window.networkDrawing(box, data, {
    point(what) {
      const key = what ? `${what.type} ${what.id}` : "";
      if (key === pointed) return;
      pointed = key;
      picture.show(together(what || selected));
    },
    choose: (what) => select(what, false),
    words(what) {
      if (what.type === "node") return names[what.id].label;
      const [from, to] = drawing.lines[what.id];
      const ends = `${names[from].label} — ${names[to].label}`;
      const proof = proofs[what.id];
      if (proof) return `${ends}（${proof.role}）`;
      return ties[what.id] ? `${ends}：${fill(words.panel_shared, { number: ties[what.id].weight })}` : ends;
    },
  });

  // ---- the panel -----------------------------------------------------------------------------
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  function swatch(key) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const stroke = document.createElementNS(space, "line");
    svg.setAttribute("class", "net-swatch");
    svg.setAttribute("width", "30");
    svg.setAttribute("height", "10");
    svg.setAttribute("aria-hidden", "true");
    stroke.setAttribute("class", `net-line net-${key}`);
    for (const [name, value] of [["x1", 1], ["x2", 29], ["y1", 5], ["y2", 5], ["stroke-width", 2.4]]) {
      stroke.setAttribute(name, value);
    }
    const dash = drawing.dashes[key] || [];
    if (dash.length) stroke.setAttribute("stroke-dasharray", dash.join(" "));
    svg.append(stroke);
    return svg;
  }

  function quote(sentence) {
    const block = make("blockquote", "", "net-quote");
    const paragraph = make("p");
    paragraph.lang = "zh-Hans";
    for (const [text, mark] of sentence.pieces) {
      paragraph.append(mark ? make("mark", text, `net-${mark}`) : document.createTextNode(text));
    }
    block.append(paragraph);
    if (sentence.link) {
      const anchor = make("a", words.in_plan);
      anchor.href = sentence.link;
      block.append(anchor);
    }
    return block;
  }

  // several edges may stand in one sentence: say it once, with all their words marked
  function joined(ids) {
    const groups = new Map();
    for (const id of ids) {
      const said = proofs[id].sentences;
      const key = said.map((one) => one.pieces.map((piece) => piece[0]).join("")).join("\n");
      if (!groups.has(key)) groups.set(key, { ids: [], marks: said.map(() => []), said });
      const group = groups.get(key);
      group.ids.push(id);
      said.forEach((one, index) => {
        let at = 0;
        for (const [text, mark] of one.pieces) {
          for (let n = 0; n < text.length; n += 1, at += 1) {
            if (mark === "name" || !group.marks[index][at]) group.marks[index][at] = mark;
          }
        }
      });
    }
    return [...groups.values()].map(({ ids: members, marks, said }) => ({
      ids: members,
      sentences: said.map((one, index) => {
        const text = one.pieces.map((piece) => piece[0]).join("");
        const pieces = [];
        for (let at = 0; at < text.length; at += 1) {
          const mark = marks[index][at];
          if (pieces.length && pieces[pieces.length - 1][1] === mark) pieces[pieces.length - 1][0] += text[at];
          else pieces.push([text[at], mark]);
        }
        return { pieces, link: one.link };
      }),
    }));
  }

  function jump(id) {
    if (!drawing.kinds[id]) return make("span", names[id] ? names[id].label : id);
    const anchor = make("a", names[id].label);
    anchor.href = `#${encodeURI(id)}`;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      select({ type: "node", id }, true);
    });
    return anchor;
  }

  function other(id, end) {
    const item = make("p", "", "net-end");
    item.append(swatch(proofs[id].key), make("span", proofs[id].role, "net-role-name"), jump(end));
    return item;
  }

  function describeEdge(id) {
    const proof = proofs[id];
    body.append(other(id, proof.target));
    for (const sentence of proof.sentences) body.append(quote(sentence));
    if (proof.written && proof.written !== names[proof.source].label) {
      body.append(make("p", fill(words.as_written, proof), "net-quiet"));
    }
    body.append(make("p", proof.plan, "net-quiet net-source"));
  }

  // both sides of each shared measure
  function describeTie(id) {
    const tie = ties[id];
    body.append(make("p", fill(words.panel_shared, { number: tie.weight }), "net-quiet"));
    const measures = new Map();
    for (const edge of tie.edges) {
      const { target } = proofs[edge];
      if (!measures.has(target)) measures.set(target, []);
      measures.get(target).push(edge);
    }
    for (const [measure, edges] of measures) {
      const block = make("div", "", "net-group");
      block.append(make("h3", names[measure].label));
      for (const group of joined(edges)) {
        for (const edge of group.ids) block.append(other(edge, proofs[edge].source));
        for (const sentence of group.sentences) block.append(quote(sentence));
      }
      block.append(make("p", proofs[edges[0]].plan, "net-quiet net-source"));
      body.append(block);
    }
    if (tie.link) go(tie.link, words.tie_open);
  }

  function go(address, text) {
    const item = make("p", "", "net-end");
    const anchor = make("a", text);
    anchor.href = address;
    item.append(anchor);
    body.append(item);
  }

  function describePartners(id) {
    const node = names[id];
    const own = linesOf.get(id).slice().sort((a, b) => ties[b].weight - ties[a].weight);
    if (data.view === "functions") body.append(make("p", fill(words.panel_function, node), "net-quiet"));
    else body.append(make("p", [node.kind, fill(words.panel_partners, { number: own.length })].join(" · "), "net-quiet"));
    if (node.link) go(node.link, words.panel_open);
    for (const line of own) {
      const item = make("p", "", "net-end");
      const end = ties[line].first === id ? ties[line].second : ties[line].first;
      const anchor = make("a", fill(words.panel_shared, { number: ties[line].weight }));
      anchor.href = `#${encodeURI(line)}`;
      anchor.addEventListener("click", (event) => {
        event.preventDefault();
        select({ type: "line", id: line }, true);
      });
      item.append(jump(end), document.createTextNode("　"), anchor);
      body.append(item);
    }
  }

  function describeNode(id) {
    const node = names[id];
    const own = linesOf.get(id);
    const ends = new Set(own.map((edge) => (node.measure ? proofs[edge].source : proofs[edge].target)));
    const family = node.measure ? "panel_departments" : "panel_measures";
    const count = ends.size === 1 ? words[`${family}_one`] : fill(words[family], { number: ends.size });
    if (own.length) body.append(make("p", [node.kind, count].join(" · "), "net-quiet"));
    else body.append(make("p", words.panel_nobody));
    for (const group of joined(own)) {
      const block = make("div", "", "net-group");
      // many bodies in one sentence: the sentence comes first
      if (group.ids.length > 1) for (const sentence of group.sentences) block.append(quote(sentence));
      for (const edge of group.ids) {
        block.append(other(edge, node.measure ? proofs[edge].source : proofs[edge].target));
      }
      if (group.ids.length === 1) for (const sentence of group.sentences) block.append(quote(sentence));
      body.append(block);
    }
    const plans = [...new Set(own.map((edge) => proofs[edge].plan))];
    for (const plan of plans.length ? plans : [node.plan]) {
      if (plan) body.append(make("p", plan, "net-quiet net-source"));
    }
    const kin = node.function ? Object.keys(names).filter((key) => (
      key !== id && names[key].function === node.function && names[key].place !== node.place
    )).slice(0, 12) : [];
    if (kin.length) {
      body.append(make("h3", words.counterparts));
      for (const key of kin) {
        const item = make("p", "", "net-end");
        item.append(jump(key));
        body.append(item);
      }
    }
  }

  // ---- words that a large page does not carry --------------------------------------------------
  function needed(what) {
    if (!data.asking || data.view === "functions") return [];
    const lines = what.type === "line" ? [what.id] : linesOf.get(what.id);
    const edges = ties[what.id] ? ties[what.id].edges : Object.keys(ties).length ? [] : lines;
    return edges.filter((id) => !proofs[id]);
  }
  async function fetched(ids) {
    for (let start = 0; start < ids.length; start += 40) {
      const asked = ids.slice(start, start + 40).map((id) => `id=${encodeURIComponent(id)}`).join("&");
      const answer = await fetch(`${data.asking}${data.asking.includes("?") ? "&" : "?"}${asked}`);
      if (!answer.ok) throw new Error(String(answer.status));
      Object.assign(proofs, await answer.json());
    }
  }

  // ---- choosing ------------------------------------------------------------------------------
  let opener = null;
  async function select(what, focusPanel) {
    selected = what;
    body.replaceChildren();
    for (const row of document.querySelectorAll(".net-chosen")) row.classList.remove("net-chosen");
    closer.hidden = !what;
    panel.classList.toggle("net-open", Boolean(what));
    picture.show(together(what));
    if (!what) {
      head.textContent = words.panel;
      body.append(make("p", data.view === "functions" ? words.panel_empty_functions : words.panel_empty, "net-quiet"));
      history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    head.textContent = title(what);
    history.replaceState(null, "", `#${encodeURI(what.id)}`);
    for (const id of what.type === "line" ? [what.id] : linesOf.get(what.id)) {
      document.getElementById(id)?.classList.add("net-chosen");
    }
    const missing = needed(what);
    if (missing.length) {
      body.append(make("p", words.panel_wait, "net-quiet"));
      try {
        await fetched(missing);
      } catch {
        if (selected === what) body.replaceChildren(make("p", words.panel_failed));
        return;
      }
      if (selected !== what) return;
      body.replaceChildren();
    }
    if (ties[what.id]) describeTie(what.id);
    else if (what.type === "line") describeEdge(what.id);
    else if (Object.keys(ties).length) describePartners(what.id);
    else describeNode(what.id);
    body.scrollTop = 0;
    if (focusPanel) head.focus({ preventScroll: true });
  }
  function title(what) {
    if (what.type === "node") return names[what.id].label;
    const [from, to] = drawing.lines[what.id];
    return ties[what.id] ? `${names[from].label} — ${names[to].label}` : names[from].label;
  }

  function fromHash() {
    let id = "";
    try {
      id = decodeURI(location.hash.slice(1));
    } catch {
      return; // a hash that is no URI names nothing
    }
    if (drawing.lines[id]) select({ type: "line", id });
    else if (drawing.kinds[id]) select({ type: "node", id });
  }

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.net-see");
    if (!anchor || !drawing.lines[anchor.dataset.edge]) return;
    event.preventDefault();
    opener = anchor;
    select({ type: "line", id: anchor.dataset.edge }, true);
    stage.scrollIntoView({ block: "start" });
  });
  closer.addEventListener("click", () => {
    select(null);
    opener?.focus();
    opener = null;
  });
  stage.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && selected) closer.click();
  });
  document.getElementById("network-in").addEventListener("click", () => picture.zoom(1.25));
  document.getElementById("network-out").addEventListener("click", () => picture.zoom(0.8));
  document.getElementById("network-fit").addEventListener("click", picture.fit);

  const recolour = () => picture.recolour();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  window.networkPicture = picture;
  fromHash();
  addEventListener("hashchange", fromHash);
  box.dataset.ready = "true";
})();
