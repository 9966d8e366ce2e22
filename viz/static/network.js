/* The responsibility network: vis-network draws what the server laid out; selecting shows the words.
   Reads #network-data; without this script the table and the still picture say the same. */
"use strict";
(() => {
  const PORT = "#port";
  const HEADING = "#heading";
  const MARGIN = 14;
  const NARROW_BELOW = 0.72; // a wide drawing smaller than this is harder to read than the narrow one
  const HIGHEST = 3200; // higher than this a page is not scrolled through any more
  const FADE_BELOW = 600; // edges; more cannot all be repainted at every movement of the pointer
  const source = document.getElementById("network-data");
  const stage = document.getElementById("network-stage");
  const canvas = document.getElementById("network-canvas");
  if (!source || !stage || !canvas || !window.vis) return;
  const { drawing, nodes: names, edges: proofs, words } = JSON.parse(source.textContent);
  if (!drawing.nodes.length) return;
  const head = document.getElementById("network-panel-head");
  const body = document.getElementById("network-panel-body");
  const panel = document.getElementById("network-panel");
  const closer = document.getElementById("network-close");
  stage.hidden = false;

  // ---- what hangs together -------------------------------------------------------------------
  const edgesOf = new Map(Object.keys(names).map((id) => [id, []]));
  for (const [id, proof] of Object.entries(proofs)) {
    edgesOf.get(proof.source).push(id);
    edgesOf.get(proof.target).push(id);
  }
  const plain = (id) => String(id).replace(PORT, "");
  const isHeading = (id) => String(id).endsWith(HEADING);

  // ---- colours come from the style sheet, so light and dark are decided in one place ----------
  const style = () => {
    const all = getComputedStyle(canvas);
    return (name) => all.getPropertyValue(`--net-${name}`).trim();
  };
  let colour = style();

  // ---- the drawing ---------------------------------------------------------------------------
  let form = "";
  let width = 0;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(canvas, { nodes, edges }, { ...drawing.options, autoResize: false });

  const look = (node, active) => {
    if (node.id.endsWith(PORT)) {
      const ink = active ? colour("port") : colour("faded-line");
      return { color: { background: ink, border: ink, highlight: ink, hover: ink } };
    }
    if (isHeading(node.id)) {
      return { font: { ...node.font, color: node.level === 1 ? colour("ink") : colour("quiet") } };
    }
    const kind = node.look;
    const back = active ? colour(`box-${kind}`) : colour("faded-box");
    const edge = active ? colour(`border-${kind}`) : colour("faded-line");
    const chosen = { background: colour("chosen"), border: colour("focus") };
    return {
      color: { background: back, border: edge, highlight: chosen, hover: chosen },
      font: { ...node.font, color: active ? colour("ink") : colour("faded-ink") },
    };
  };
  const line = (edge, state) => ({
    color: {
      color: colour(`role-${edge.role}`) || colour("role-responsible"),
      highlight: colour(`role-${edge.role}`) || colour("role-responsible"),
      hover: colour(`role-${edge.role}`) || colour("role-responsible"),
      opacity: state === "off" ? 0.08 : state === "on" ? 1 : 0.7,
    },
    width: edge.width + (state === "on" ? 0.9 : 0),
  });

  let shown = "";
  const states = new Map();
  function paint(focus, force) {
    const key = focus ? `${focus.type} ${focus.id}` : "";
    if (key === shown && !force) return;
    shown = key;
    let onEdges = null;
    let onNodes = null;
    if (focus) {
      onEdges = new Set(focus.type === "edge" ? [focus.id] : edgesOf.get(focus.id));
      onNodes = new Set(focus.type === "node" ? [focus.id] : []);
      for (const id of onEdges) {
        onNodes.add(proofs[id].source);
        onNodes.add(proofs[id].target);
      }
    }
    // pointing at a large network lifts what is pointed at; the rest fades only when it is chosen
    const lift = focus && focus !== selected && drawing.edges.length > FADE_BELOW;
    // only what changes is touched: that keeps pointing fluid with thousands of edges
    const changedNodes = [];
    for (const node of drawing.nodes) {
      const active = !onNodes || lift || onNodes.has(plain(node.id));
      if (force || states.get(node.id) !== active) {
        states.set(node.id, active);
        const own = form === "narrow" ? { ...node, ...drawing.narrow[node.id] } : node;
        changedNodes.push({ id: node.id, ...look(own, active) });
      }
    }
    const changedEdges = [];
    for (const edge of drawing.edges) {
      const other = onEdges && !lift ? "off" : "rest";
      const state = onEdges && onEdges.has(edge.id) ? "on" : other;
      if (force || states.get(edge.id) !== state) {
        states.set(edge.id, state);
        changedEdges.push({ id: edge.id, ...line(edge, state) });
      }
    }
    nodes.update(changedNodes);
    edges.update(changedEdges);
  }

  function fit() {
    const [w, h] = drawing.sizes[form];
    const scale = Math.min((canvas.clientWidth - 2 * MARGIN) / w, (canvas.clientHeight - 2 * MARGIN) / h, 1.35);
    network.moveTo({ position: { x: w / 2, y: h / 2 }, scale });
  }

  function place() {
    if (canvas.clientWidth <= 2 * MARGIN || canvas.clientWidth === width) return;
    width = canvas.clientWidth;
    const room = width - 2 * MARGIN;
    const reach = (name) => Math.min(room / drawing.sizes[name][0], HIGHEST / drawing.sizes[name][1], 1.3);
    const now = reach("wide") < NARROW_BELOW && reach("narrow") > reach("wide") ? "narrow" : "wide";
    const [w, h] = drawing.sizes[now];
    // as high as the drawing is at a readable scale: the page scrolls, the picture need not
    const scale = Math.min(room / w, now === "narrow" ? 1.3 : h > 700 ? 1 : 1.1);
    canvas.style.height = `${Math.round(Math.min(Math.max(h * scale + 2 * MARGIN, 220), HIGHEST))}px`;
    if (now !== form) {
      form = now;
      nodes.clear();
      edges.clear();
      nodes.add(drawing.nodes.map((node) => (
        form === "narrow" ? { ...node, ...drawing.narrow[node.id] } : { ...node }
      )));
      edges.add(drawing.edges.map((edge) => ({ ...edge })));
      paint(selected, true);
    }
    network.setSize("100%", canvas.style.height);
    network.redraw();
    fit();
  }

  // ---- the panel -----------------------------------------------------------------------------
  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function swatch(key) {
    const drawn = drawing.edges.find((edge) => edge.role === key);
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const stroke = document.createElementNS(space, "line");
    svg.setAttribute("class", "net-swatch");
    svg.setAttribute("width", "30");
    svg.setAttribute("height", "10");
    svg.setAttribute("aria-hidden", "true");
    stroke.setAttribute("class", `net-line net-${key}`);
    for (const [name, value] of [["x1", 1], ["x2", 29], ["y1", 5], ["y2", 5], ["stroke-width", drawn.width]]) {
      stroke.setAttribute(name, value);
    }
    if (drawn.dashes) stroke.setAttribute("stroke-dasharray", drawn.dashes.join(" "));
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
    head.textContent = names[proof.source].label;
    body.append(other(id, proof.target));
    for (const sentence of proof.sentences) body.append(quote(sentence));
    if (proof.written && proof.written !== names[proof.source].label) {
      body.append(make("p", fill(words.as_written, proof), "net-quiet"));
    }
    body.append(make("p", proof.plan, "net-quiet net-source"));
  }

  function describeNode(id) {
    const node = names[id];
    const own = edgesOf.get(id);
    head.textContent = node.label;
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
    )) : [];
    if (kin.length) {
      body.append(make("h3", words.counterparts));
      for (const key of kin) {
        const item = make("p", "", "net-end");
        item.append(jump(key));
        body.append(item);
      }
    }
  }

  // ---- choosing ------------------------------------------------------------------------------
  let selected = null;
  let opener = null;
  function select(what, focusPanel) {
    selected = what;
    body.replaceChildren();
    for (const row of document.querySelectorAll(".net-chosen")) row.classList.remove("net-chosen");
    closer.hidden = !what;
    panel.classList.toggle("net-open", Boolean(what));
    if (!what) {
      head.textContent = words.panel;
      body.append(make("p", words.panel_empty, "net-quiet"));
      network.unselectAll();
      history.replaceState(null, "", location.pathname + location.search);
    } else {
      if (what.type === "edge") describeEdge(what.id);
      else describeNode(what.id);
      network.setSelection(
        { nodes: what.type === "node" ? [what.id] : [], edges: [] }, { highlightEdges: false });
      for (const id of what.type === "edge" ? [what.id] : edgesOf.get(what.id)) {
        document.getElementById(id)?.classList.add("net-chosen");
      }
      history.replaceState(null, "", `#${encodeURI(what.id)}`);
      body.scrollTop = 0;
      if (focusPanel) head.focus({ preventScroll: true });
    }
    paint(selected);
  }

  function fromHash() {
    let id = "";
    try {
      id = decodeURI(location.hash.slice(1));
    } catch {
      return; // a hash that is no URI names nothing
    }
    if (proofs[id]) select({ type: "edge", id });
    else if (names[id]) select({ type: "node", id });
  }

  const at = (event) => {
    const node = event.nodes.map(plain).find((id) => names[id]);
    if (node) return { type: "node", id: node };
    const edge = event.edges.find((id) => proofs[id]);
    return edge ? { type: "edge", id: edge } : null;
  };
  network.on("click", (event) => select(at(event), false));
  network.on("hoverNode", ({ node }) => {
    if (names[plain(node)]) paint({ type: "node", id: plain(node) });
    canvas.style.cursor = isHeading(node) ? "" : "pointer";
  });
  network.on("hoverEdge", ({ edge }) => {
    paint({ type: "edge", id: edge });
    canvas.style.cursor = "pointer";
  });
  const rest = () => {
    paint(selected);
    canvas.style.cursor = "";
  };
  network.on("blurNode", rest);
  network.on("blurEdge", rest);

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.net-see");
    if (!anchor || !proofs[anchor.dataset.edge]) return;
    event.preventDefault();
    opener = anchor;
    select({ type: "edge", id: anchor.dataset.edge }, true);
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

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  document.getElementById("network-in").addEventListener("click", () => zoom(1.25));
  document.getElementById("network-out").addEventListener("click", () => zoom(0.8));
  document.getElementById("network-fit").addEventListener("click", fit);
  // the page scrolls with the wheel; with Ctrl (or a pinch, which sends it) the picture zooms
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, { capture: true, passive: true });

  const frame = canvas.querySelector(".vis-network");
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", words.picture_help);

  const recolour = () => {
    colour = style();
    paint(selected, true);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  new ResizeObserver(place).observe(canvas);
  place();
  fromHash();
  addEventListener("hashchange", fromHash);
  canvas.dataset.ready = "true";
})();
