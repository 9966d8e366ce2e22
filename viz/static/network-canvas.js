/* Draws the network on a canvas: what the server laid out, no more. Two canvases lie on each other: the lower
   has everything, the upper what is pointed at or chosen, so pointing never draws the whole again. While a large
   drawing moves, its picture is moved; it is drawn anew when it rests. */
"use strict";
window.networkDrawing = (box, data, on) => {
  const MARGIN = 14;
  const NARROW_BELOW = 0.72; // a wide drawing smaller than this is harder to read than the narrow one
  const HIGHEST = 3200; // higher than this a page is not scrolled through any more
  const LOWEST_WORDS = 4.6; // pixels; smaller words are grey bars
  const SLOW = 12; // milliseconds; a drawing that takes longer is not drawn while it moves
  const REST = 140; // milliseconds without movement
  const { drawing } = data;
  const bare = new Set(drawing.bare);
  const paper = document.createElement("span");
  paper.className = "net-paper";
  paper.hidden = true;
  const canvases = [0, 1].map(() => document.createElement("canvas"));
  const [below, above] = canvases;
  const tip = document.createElement("div");
  tip.className = "net-tip";
  tip.hidden = true;
  box.append(paper, below, above, tip);
  above.tabIndex = 0;
  above.setAttribute("role", "img");
  above.setAttribute("aria-label", data.words.picture_help);
  below.setAttribute("aria-hidden", "true");

  let form = null;
  let name = "";
  let size = [0, 0]; // of the canvases, in CSS pixels
  let at = { scale: 1, x: 0, y: 0 }; // where the drawing lies now
  let drawn = at; // where the pixels of the canvases lie
  let active = null; // { nodes, lines } that stand out
  let cost = 0;
  let colours = new Map();
  let shapes = [];

  // ---- colours come from the style sheet, so light, dark and paper are decided in one place ----
  function style(element) {
    const all = getComputedStyle(element);
    colours = new Map();
    return (key) => {
      if (!colours.has(key)) colours.set(key, all.getPropertyValue(`--net-${key}`).trim());
      return colours.get(key);
    };
  }
  let colour = style(box);

  // ---- what there is to draw -----------------------------------------------------------------
  function prepare() {
    shapes = Object.entries(form.lines).map(([id, curve]) => {
      const [source, target, role, width, weight, group] = drawing.lines[id];
      const xs = [curve[0], curve[2], curve[4], curve[6]];
      const ys = [curve[1], curve[3], curve[5], curve[7]];
      return {
        id, source, target, role, width, weight, group, curve,
        left: Math.min(...xs) - width, right: Math.max(...xs) + width,
        top: Math.min(...ys) - width, bottom: Math.max(...ys) + width,
        dash: drawing.dashes[role] || [],
      };
    });
  }

  const seen = (frame, left, top, right, bottom) => (
    right >= frame[0] && left <= frame[2] && bottom >= frame[1] && top <= frame[3]
  );
  const lineColour = (line) => (
    (line.group && colour(`group-${((line.group - 1) % 8) + 1}`)) || colour(`role-${line.role}`) || colour("role-responsible")
  );

  function drawLine(pen, line, strong) {
    const c = line.curve;
    pen.globalAlpha = strong ? 1 : line.role !== "tie" ? 0.72 : line.weight === 1 ? 0.4 : 0.75;
    pen.strokeStyle = lineColour(line);
    pen.lineWidth = Math.max(line.width + (strong ? 0.9 : 0), 0.7 / at.scale);
    pen.setLineDash(line.dash);
    pen.beginPath();
    pen.moveTo(c[0], c[1]);
    pen.bezierCurveTo(c[2], c[3], c[4], c[5], c[6], c[7]);
    pen.stroke();
  }

  function drawBox(pen, id, chosen) {
    const [x, y, width, height, side, ...words] = form.boxes[id];
    const kind = drawing.kinds[id];
    const group = form.groups[id];
    const edge = group ? colour(`group-${((group - 1) % 8) + 1}`) : colour(`border-${kind}`);
    const radius = { Enterprise: 11, Organization: 8, Government: 0, Measure: 2 }[kind] ?? 4;
    pen.globalAlpha = 1;
    pen.fillStyle = chosen ? colour("chosen") : colour(`box-${kind}`);
    pen.strokeStyle = chosen ? colour("focus") : edge;
    pen.lineWidth = (kind === "Government" || group ? 2 : 1) + (chosen ? 0.6 : 0);
    pen.setLineDash(bare.has(id) ? [4, 3] : []);
    pen.beginPath();
    pen.roundRect(x - width / 2, y - height / 2, width, height, Math.min(radius, height / 2));
    pen.fill();
    pen.stroke();
    pen.setLineDash([]);
    const left = side < 0 ? x - width / 2 + 6 : side > 0 ? x + width / 2 - 6 : x;
    if (form.font * at.scale < LOWEST_WORDS) {
      pen.fillStyle = colour("line");
      pen.fillRect(x - width / 2 + 5, y - 2, width - 10, 4);
    } else {
      pen.fillStyle = colour("ink");
      pen.textAlign = side < 0 ? "left" : side > 0 ? "right" : "center";
      words.forEach((line, index) => {
        pen.fillText(line, left, y + (index - (words.length - 1) / 2) * form.font * 1.25);
      });
    }
    if (side && !bare.has(id)) {
      pen.fillStyle = group ? edge : colour("port");
      pen.beginPath();
      pen.arc(x + (side * width) / 2, y, 2.6, 0, 7);
      pen.fill();
    }
    if (group) {
      pen.textAlign = "center";
      pen.fillStyle = edge;
      pen.font = `700 ${form.font * 0.9}px ${face}`;
      pen.fillText(group, x - (side || -1) * (width / 2 + 11), y);
      pen.font = `${form.font}px ${face}`;
    }
  }

  let face = getComputedStyle(document.body).fontFamily;
  function start(canvas, ratio) {
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(at.scale * ratio, 0, 0, at.scale * ratio, at.x * ratio, at.y * ratio);
    pen.textBaseline = "middle";
    pen.font = `${form.font}px ${face}`;
    return pen;
  }

  function drawAll() {
    const begin = performance.now();
    const ratio = below.width / size[0];
    const pen = start(below, ratio);
    const frame = [-at.x / at.scale, -at.y / at.scale, (size[0] - at.x) / at.scale, (size[1] - at.y) / at.scale];
    for (const line of shapes) {
      if (seen(frame, line.left, line.top, line.right, line.bottom)) drawLine(pen, line, false);
    }
    for (const [x, y, level, words] of form.headings) {
      pen.globalAlpha = 1;
      pen.fillStyle = level === 1 ? colour("ink") : colour("quiet");
      pen.textAlign = "left";
      pen.font = `${level < 3 ? 600 : 400} ${form.font * ({ 1: 1.25, 2: 1 }[level] || 0.92)}px ${face}`;
      pen.fillText(words, x, y);
    }
    pen.font = `${form.font}px ${face}`;
    for (const id of Object.keys(form.boxes)) {
      const [x, y, width, height] = form.boxes[id];
      if (seen(frame, x - width, y - height, x + width, y + height)) drawBox(pen, id, false);
    }
    drawn = at;
    for (const canvas of canvases) canvas.style.transform = "";
    drawActive();
    cost = performance.now() - begin;
    window.networkCost = cost;
  }

  function drawActive() {
    const pen = start(above, above.width / size[0]);
    box.classList.toggle("net-focused", Boolean(active));
    if (!active) return;
    for (const line of shapes) if (active.lines.has(line.id)) drawLine(pen, line, true);
    for (const id of active.nodes) if (form.boxes[id]) drawBox(pen, id, active.chosen === id);
  }

  // ---- moving --------------------------------------------------------------------------------
  let waiting = 0;
  let resting = 0;
  function moved() {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      if (cost <= SLOW) {
        drawAll();
        return;
      }
      const scale = at.scale / drawn.scale;
      const shift = `translate(${at.x - drawn.x * scale}px, ${at.y - drawn.y * scale}px) scale(${scale})`;
      for (const canvas of canvases) canvas.style.transform = shift;
      clearTimeout(resting);
      resting = setTimeout(drawAll, REST);
    });
  }
  function zoomAt(factor, x, y) {
    const scale = Math.min(Math.max(at.scale * factor, 0.04), 6);
    const real = scale / at.scale;
    at = { scale, x: x - (x - at.x) * real, y: y - (y - at.y) * real };
    moved();
  }
  function fit() {
    const [w, h] = form.size;
    const scale = Math.min((size[0] - 2 * MARGIN) / w, (size[1] - 2 * MARGIN) / h, 1.35);
    at = { scale, x: (size[0] - w * scale) / 2, y: (size[1] - h * scale) / 2 };
    drawAll();
  }
  function place() {
    const width = box.clientWidth;
    if (width <= 2 * MARGIN || width === size[0]) return;
    const room = width - 2 * MARGIN;
    const reach = (key) => Math.min(room / drawing.forms[key].size[0], HIGHEST / drawing.forms[key].size[1], 1.3);
    const now = reach("wide") < NARROW_BELOW && reach("narrow") > reach("wide") ? "narrow" : "wide";
    if (now !== name) {
      name = now;
      form = drawing.forms[now];
      prepare();
    }
    const [w, h] = form.size;
    // as high as the drawing is at a readable scale: the page scrolls, the picture need not
    const scale = Math.min(room / w, now === "narrow" ? 1.3 : h > 700 ? 1 : 1.1);
    const height = Math.round(Math.min(Math.max(h * scale + 2 * MARGIN, 220), HIGHEST));
    size = [width, height];
    box.style.height = `${height}px`;
    sized(Math.min(window.devicePixelRatio || 1, 2));
    fit();
  }
  function sized(ratio) {
    for (const canvas of canvases) {
      canvas.width = Math.round(size[0] * ratio);
      canvas.height = Math.round(size[1] * ratio);
      canvas.style.width = `${size[0]}px`;
      canvas.style.height = `${size[1]}px`;
    }
  }

  // ---- what is under the pointer ---------------------------------------------------------------
  function under(x, y) {
    const px = (x - at.x) / at.scale;
    const py = (y - at.y) / at.scale;
    for (const [id, [bx, by, width, height]] of Object.entries(form.boxes)) {
      if (Math.abs(px - bx) <= width / 2 && Math.abs(py - by) <= height / 2) return { type: "node", id };
    }
    const near = 6 / at.scale;
    let best = null;
    for (const line of shapes) {
      if (px < line.left - near || px > line.right + near || py < line.top - near || py > line.bottom + near) continue;
      const c = line.curve;
      const reach = near + line.width / 2;
      for (let step = 0; step <= 40; step += 1) {
        const t = step / 40;
        const u = 1 - t;
        const x0 = u * u * u * c[0] + 3 * u * u * t * c[2] + 3 * u * t * t * c[4] + t * t * t * c[6];
        const y0 = u * u * u * c[1] + 3 * u * u * t * c[3] + 3 * u * t * t * c[5] + t * t * t * c[7];
        const far = Math.hypot(px - x0, py - y0);
        if (far < reach + 4 && (!best || far < best.far)) best = { type: "line", id: line.id, far };
      }
    }
    return best && { type: best.type, id: best.id };
  }

  // ---- hands -----------------------------------------------------------------------------------
  const fingers = new Map();
  let held = null;
  let pinch = 0;
  const spot = (event) => {
    const frame = box.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  above.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, spot(event));
    held = { at: spot(event), from: at, moved: false };
    pinch = 0;
    above.setPointerCapture(event.pointerId);
  });
  above.addEventListener("pointermove", (event) => {
    const here = spot(event);
    if (fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, here);
      if (fingers.size === 2) {
        const [one, two] = [...fingers.values()];
        const far = Math.hypot(one[0] - two[0], one[1] - two[1]);
        if (pinch) zoomAt(far / pinch, (one[0] + two[0]) / 2, (one[1] + two[1]) / 2);
        pinch = far;
        held.moved = true;
      } else if (held) {
        const dx = here[0] - held.at[0];
        const dy = here[1] - held.at[1];
        if (held.moved || Math.hypot(dx, dy) > 4) {
          held.moved = true;
          tip.hidden = true;
          at = { ...at, x: held.from.x + dx, y: held.from.y + dy };
          moved();
        }
      }
      return;
    }
    if (event.pointerType === "touch") return;
    const found = under(...here);
    above.style.cursor = found ? "pointer" : "grab";
    on.point(found);
    const words = found && on.words(found);
    tip.hidden = !words;
    if (words) {
      tip.textContent = words;
      const left = Math.min(here[0] + 14, size[0] - tip.offsetWidth - 8);
      tip.style.transform = `translate(${Math.max(left, 4)}px, ${here[1] + 18}px)`;
    }
  });
  const lifted = (event) => {
    const was = held;
    fingers.delete(event.pointerId);
    if (!fingers.size) held = null;
    if (was && !was.moved && event.type === "pointerup") on.choose(under(...spot(event)));
  };
  above.addEventListener("pointerup", lifted);
  above.addEventListener("pointercancel", lifted);
  above.addEventListener("pointerleave", () => {
    tip.hidden = true;
    on.point(null);
  });
  // the page scrolls with the wheel; with Ctrl (or a pinch, which sends it) the picture zooms
  above.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomAt(Math.exp(-event.deltaY * 0.0022), ...spot(event));
  }, { passive: false });
  above.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (steps[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      at = { ...at, x: at.x + steps[event.key][0], y: at.y + steps[event.key][1] };
      moved();
    } else if (event.key === "+" || event.key === "=") zoomAt(1.25, size[0] / 2, size[1] / 2);
    else if (event.key === "-") zoomAt(0.8, size[0] / 2, size[1] / 2);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  // ---- paper: the whole drawing, sharp, in the colours of paper ----------------------------------
  let before = null;
  window.addEventListener("beforeprint", () => {
    if (before) return;
    before = { at, size, active, name };
    active = null;
    name = "wide";
    form = drawing.forms.wide;
    prepare();
    colour = style(paper);
    const [w, h] = form.size;
    size = [w + 2 * MARGIN, h + 2 * MARGIN];
    at = { scale: 1, x: MARGIN, y: MARGIN };
    sized(Math.min(2, 8000 / Math.max(...size)));
    drawAll();
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    ({ at, size, active, name } = before);
    before = null;
    form = drawing.forms[name];
    prepare();
    colour = style(box);
    sized(Math.min(window.devicePixelRatio || 1, 2));
    drawAll();
  });

  new ResizeObserver(place).observe(box);
  place();
  return {
    fit,
    zoom: (factor) => zoomAt(factor, size[0] / 2, size[1] / 2),
    show: (found) => {
      active = found;
      if (form) drawActive();
    },
    recolour: () => {
      colour = style(box);
      face = getComputedStyle(document.body).fontFamily;
      if (form) drawAll();
    },
    // where a node is now, for those who test it or lead the eye to it
    where: (id) => {
      const found = form.boxes[id];
      return found && [found[0] * at.scale + at.x, found[1] * at.scale + at.y];
    },
  };
};
