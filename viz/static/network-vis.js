/* Draws the network of a saved page with vis-network, from the nodes and edges that pyvis made. */
"use strict";
window.networkDrawing = (box, data, on) => {
  const PORT = "#port";
  const MARGIN = 14;
  const { vis: given } = data;
  const plain = (id) => String(id).replace(PORT, "");
  const known = new Set(Object.keys(data.drawing.kinds));
  const NARROW_BELOW = 0.72; // a wide drawing smaller than this is harder to read than the narrow one
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let name = "";
  let form = null;
  const options = { ...given.options, autoResize: false };
  const network = new vis.Network(box, { nodes, edges }, options);
  const style = () => {
    const all = getComputedStyle(box);
    return (name) => all.getPropertyValue(`--net-${name}`).trim();
  };
  let colour = style();
  const states = new Map();
  let active = null;

  const look = (node, state) => {
    if (node.id.endsWith(PORT)) {
      const ink = state === "off" ? colour("faded-line") : colour("port");
      return { color: { background: ink, border: ink, highlight: ink, hover: ink } };
    }
    if (!known.has(node.id)) {
      return { font: { ...node.font, color: node.level === 1 ? colour("ink") : colour("quiet") } };
    }
    const group = node.group_number && colour(`group-${((node.group_number - 1) % 8) + 1}`);
    const off = state === "off";
    const back = state === "chosen" ? colour("chosen") : off ? colour("faded-box") : colour(`box-${node.look}`);
    const edge = state === "chosen" ? colour("focus") : off ? colour("faded-line") : group || colour(`border-${node.look}`);
    const both = { background: back, border: edge };
    return {
      color: { ...both, highlight: both, hover: both },
      font: { ...node.font, color: off ? colour("faded-ink") : colour("ink") },
    };
  };
  const line = (edge, state) => {
    const [, , role, width, weight, group] = data.drawing.lines[edge.id];
    const ink = (group && colour(`group-${((group - 1) % 8) + 1}`)) || colour(`role-${role}`) || colour("role-responsible");
    const rest = role === "tie" && weight === 1 ? 0.4 : 0.75;
    return {
      color: { color: ink, highlight: ink, hover: ink, opacity: state === "off" ? 0.08 : state === "on" ? 1 : rest },
      width: width + (state === "on" ? 0.9 : 0),
    };
  };
  // only what changes is touched: that keeps pointing fluid
  function paint(force) {
    const changed = (list, stateOf, change) => list.flatMap((item) => {
      const state = stateOf(item.id);
      if (!force && states.get(item.id) === state) return [];
      states.set(item.id, state);
      return [{ id: item.id, ...change(item, state) }];
    });
    nodes.update(changed(form.nodes, (id) => {
      if (!active) return "rest";
      if (!active.nodes.has(plain(id))) return "off";
      return active.chosen === id ? "chosen" : "on";
    }, look));
    edges.update(changed(form.edges, (id) => (!active ? "rest" : active.lines.has(id) ? "on" : "off"), line));
  }
  function fit() {
    const [w, h] = form.size;
    const scale = Math.min((box.clientWidth - 2 * MARGIN) / w, (box.clientHeight - 2 * MARGIN) / h, 1.35);
    network.moveTo({ position: { x: w / 2, y: h / 2 }, scale });
  }
  let width = 0;
  function place() {
    if (box.clientWidth <= 2 * MARGIN || box.clientWidth === width) return;
    width = box.clientWidth;
    const reach = (key) => Math.min((width - 2 * MARGIN) / given.forms[key].size[0], 3200 / given.forms[key].size[1], 1.3);
    const now = reach("wide") < NARROW_BELOW && reach("narrow") > reach("wide") ? "narrow" : "wide";
    if (now !== name) {
      name = now;
      form = given.forms[now];
      nodes.clear();
      edges.clear();
      nodes.add(form.nodes);
      edges.add(form.edges);
      paint(true);
    }
    const [w, h] = form.size;
    const scale = Math.min((width - 2 * MARGIN) / w, h > 700 ? 1 : 1.1);
    box.style.height = `${Math.round(Math.min(Math.max(h * scale + 2 * MARGIN, 220), 3200))}px`;
    network.setSize("100%", box.style.height);
    network.redraw();
    fit();
  }
  const found = (event) => {
    const node = event.nodes.map(plain).find((id) => known.has(id));
    if (node) return { type: "node", id: node };
    const edge = event.edges.find((id) => data.drawing.lines[id]);
    return edge ? { type: "line", id: edge } : null;
  };
  network.on("click", (event) => on.choose(found(event)));
  network.on("hoverNode", ({ node }) => known.has(plain(node)) && on.point({ type: "node", id: plain(node) }));
  network.on("hoverEdge", ({ edge }) => on.point({ type: "line", id: edge }));
  network.on("blurNode", () => on.point(null));
  network.on("blurEdge", () => on.point(null));
  // the page scrolls with the wheel; with Ctrl (or a pinch, which sends it) the picture zooms
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
  }, { capture: true, passive: true });
  const frame = box.querySelector(".vis-network");
  frame.setAttribute("role", "img");
  frame.setAttribute("aria-label", data.words.picture_help);
  new ResizeObserver(place).observe(box);
  place();
  return {
    fit,
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor }),
    show: (what) => {
      active = what;
      if (form) paint(false);
    },
    recolour: () => {
      colour = style();
      if (form) paint(true);
    },
    where: (id) => {
      const place = network.canvasToDOM(network.getPosition(id));
      return [place.x, place.y];
    },
  };
};
