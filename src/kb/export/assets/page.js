"use strict";
(() => {
  const data = JSON.parse(document.getElementById("graph").textContent);
  const { nodes, edges, passages } = data;
  const canvas = document.getElementById("canvas");
  const context = canvas.getContext("2d");
  const search = document.getElementById("search");
  const foundList = document.getElementById("found");
  const about = document.getElementById("about");
  const view = { x: 0, y: 0, k: 1 };
  const hidden = new Set();
  const matching = new Set();
  let selected = null;

  // Spelling that a search passes over: Arabic forms of two letters, joiners, vowel signs.
  const fold = (text) => text.toLowerCase()
    .replace(/[\u0649\u064a]/g, "\u06cc").replace(/\u0643/g, "\u06a9").replace(/[\u200b-\u200f\u064b-\u0652\u0670]/g, "");

  for (const edge of edges) {
    edge.source = nodes[edge.source];
    edge.target = nodes[edge.target];
  }
  const degree = new Map(nodes.map((node) => [node, 0]));
  for (const edge of edges) {
    degree.set(edge.source, degree.get(edge.source) + 1);
    degree.set(edge.target, degree.get(edge.target) + 1);
  }
  for (const node of nodes) {
    node.radius = 5 + 2.5 * Math.sqrt(degree.get(node));
    node.folded = fold(node.label + " " + (node.values.english || ""));
  }
  const byDegree = [...nodes].sort((a, b) => b.radius - a.radius);
  const isShown = (node) => !hidden.has(node.type) && !(node.class === "event" && hidden.has(node.reservation || "happened"));

  // The layout starts from a spiral and takes its chance from a fixed seed, so a page always looks the same.
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(edges).distance(90))
    .force("charge", d3.forceManyBody().strength(-320).distanceMax(900))
    .force("apart", d3.forceCollide((node) => node.radius + 6))
    .force("x", d3.forceX().strength(0.05))
    .force("y", d3.forceY().strength(0.05))
    .stop();
  // A graph that can be laid out at once is shown when it is; a larger one moves into place.
  const small = nodes.length < 800;
  let touched = false;
  simulation.tick(small ? 250 : 20);
  simulation.alpha(small ? 0 : simulation.alpha()).on("tick", () => {
    if (!small && !touched) fit();
    draw();
  });

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.translate(view.x, view.y);
    context.scale(view.k, view.k);
    const near = selected && selected.class ? new Set([selected]) : null;
    if (near) {
      for (const edge of edges) {
        if (edge.source === selected) near.add(edge.target);
        if (edge.target === selected) near.add(edge.source);
      }
    }
    for (const edge of edges) {
      if (!isShown(edge.source) || !isShown(edge.target)) continue;
      const touches = edge === selected || edge.source === selected || edge.target === selected;
      context.globalAlpha = near && !touches ? 0.15 : 1;
      line(edge, touches);
    }
    for (const node of nodes) {
      if (!isShown(node)) continue;
      const dim = (near && !near.has(node)) || (matching.size > 0 && !matching.has(node));
      context.globalAlpha = dim ? 0.25 : 1;
      shape(node);
    }
    context.direction = "rtl";
    context.textAlign = "center";
    context.textBaseline = "top";
    context.font = "12px Vazirmatn, Vazir, 'Noto Naskh Arabic', Tahoma, sans-serif";
    const isWanted = (node) => node === selected || matching.has(node) || (near !== null && near.has(node));
    const taken = [];
    for (const node of [...nodes.filter(isWanted), ...byDegree.filter((node) => !isWanted(node))]) {
      if (!isShown(node)) continue;
      context.globalAlpha = !isWanted(node) && (near || matching.size > 0) ? 0.25 : 1;
      name(node, taken);
    }
    context.globalAlpha = 1;
  }

  function line(edge, touches) {
    const { source, target } = edge;
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const length = Math.hypot(dx, dy) || 1;
    const [ux, uy] = [dx / length, dy / length];
    const [x, y] = [target.x - ux * target.radius, target.y - uy * target.radius];
    context.strokeStyle = context.fillStyle = touches ? "#2a6fb0" : "#9aa4ad";
    context.lineWidth = Math.min(6, 0.6 + 0.6 * Math.sqrt(edge.weight));
    context.setLineDash(source.reservation ? [4, 4] : []);
    context.beginPath();
    context.moveTo(source.x, source.y);
    context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - 6 * ux - 3 * uy, y - 6 * uy + 3 * ux);
    context.lineTo(x - 6 * ux + 3 * uy, y - 6 * uy - 3 * ux);
    context.fill();
    if (touches && view.k > 0.6) {
      context.font = "9px sans-serif";
      context.textAlign = "center";
      context.fillText(edge.property, (source.x + target.x) / 2, (source.y + target.y) / 2);
    }
  }

  function shape(node) {
    const r = node.radius;
    context.beginPath();
    if (node.class === "event") context.rect(node.x - r, node.y - r, 2 * r, 2 * r);
    else context.arc(node.x, node.y, r, 0, 2 * Math.PI);
    context.fillStyle = node.color;
    context.fill();
    context.strokeStyle = node === selected ? "#c0392b" : "#5a6670";
    context.lineWidth = node === selected || matching.has(node) ? 3 : 1;
    context.setLineDash(node.reservation ? [3, 3] : []);
    context.stroke();
    context.setLineDash([]);
  }

  // Labels keep their size on the screen. One that would lie on another is left out until there is room.
  function name(node, taken) {
    const label = short(node.label);
    const scale = 1 / Math.min(view.k, 1.5);
    const [width, height] = [context.measureText(label).width * scale, 15 * scale];
    const box = [node.x - width / 2, node.y + node.radius + 2, node.x + width / 2, node.y + node.radius + 2 + height];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return;
    taken.push(box);
    context.save();
    context.translate(node.x, box[1]);
    context.scale(scale, scale);
    context.lineWidth = 3;
    context.strokeStyle = "rgba(255, 255, 255, 0.9)";
    context.strokeText(label, 0, 0);
    context.fillStyle = "#1b1b1b";
    context.fillText(label, 0, 0);
    context.restore();
  }

  const short = (label) => {
    const characters = Array.from(label);
    return characters.length > 28 ? characters.slice(0, 27).join("") + "…" : label;
  };

  // Where the pointer is in the graph, and what is there.
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left - view.x) / view.k, (event.clientY - box.top - view.y) / view.k];
  };
  const nodeAt = ([x, y]) => {
    for (let i = nodes.length - 1; i >= 0; i -= 1) {
      const node = nodes[i];
      if (isShown(node) && Math.hypot(node.x - x, node.y - y) <= node.radius + 2) return node;
    }
    return null;
  };
  const edgeAt = ([x, y]) => {
    let best = null;
    let least = 6 / view.k;
    for (const edge of edges) {
      if (!isShown(edge.source) || !isShown(edge.target)) continue;
      const { source: a, target: b } = edge;
      const square = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1;
      const t = Math.max(0, Math.min(1, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / square));
      const distance = Math.hypot(a.x + t * (b.x - a.x) - x, a.y + t * (b.y - a.y) - y);
      if (distance < least) [best, least] = [edge, distance];
    }
    return best;
  };

  let dragged = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    touched = true;
    dragged = { node: nodeAt(place(event)), x: event.clientX, y: event.clientY, moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!dragged) {
      canvas.style.cursor = nodeAt(place(event)) ? "pointer" : "grab";
      return;
    }
    const [dx, dy] = [event.clientX - dragged.x, event.clientY - dragged.y];
    if (!dragged.moved && Math.hypot(dx, dy) < 4) return;
    dragged.moved = true;
    if (dragged.node) {
      [dragged.node.fx, dragged.node.fy] = place(event);
      simulation.alphaTarget(0.2).restart();
    } else {
      view.x += dx;
      view.y += dy;
      [dragged.x, dragged.y] = [event.clientX, event.clientY];
      draw();
    }
  });
  canvas.addEventListener("pointerup", (event) => {
    simulation.alphaTarget(0);
    if (dragged && !dragged.moved) select(dragged.node || edgeAt(place(event)));
    dragged = null;
  });
  canvas.addEventListener("dblclick", (event) => {
    const node = nodeAt(place(event));
    if (node) {
      node.fx = node.fy = null;
      simulation.alpha(0.3).restart();
    }
  });
  const zoom = (factor, x, y) => {
    touched = true;
    const k = Math.max(0.05, Math.min(8, view.k * factor));
    view.x = x - (x - view.x) * k / view.k;
    view.y = y - (y - view.y) * k / view.k;
    view.k = k;
    draw();
  };
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoom(2 ** (-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    const [middle, centre] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    if (steps[event.key]) {
      view.x += steps[event.key][0];
      view.y += steps[event.key][1];
      draw();
    } else if (event.key === "+" || event.key === "=") zoom(1.25, middle, centre);
    else if (event.key === "-") zoom(0.8, middle, centre);
    else if (event.key === "Escape") select(null);
  });

  // Text from articles goes into the page as text only.
  const element = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  function select(thing) {
    selected = thing;
    about.replaceChildren();
    if (thing && thing.class) describeNode(thing);
    else if (thing) describeEdge(thing);
    draw();
  }

  function describeNode(node) {
    about.append(element("h2", node.label, { dir: "auto" }));
    const kind = element("p", node.type, { class: "kind" });
    if (node.reservation) kind.append(", ", element("span", node.reservation, { class: "reservation" }));
    about.append(kind);
    const values = element("dl");
    for (const [key, value] of Object.entries(node.values)) {
      values.append(element("dt", key), element("dd", String(value), { dir: "auto" }));
    }
    about.append(values);
    quote(node.passages);
    if (node.told > node.passages.length) {
      about.append(element("p", `${node.passages.length} of ${node.told} places are shown.`, { class: "kind" }));
    }
    const list = element("ul");
    for (const edge of edges) {
      if (edge.source === node) list.append(step(`${edge.property} \u2192 `, edge.target));
      if (edge.target === node) list.append(step(`${edge.property} \u2190 `, edge.source));
    }
    about.append(list);
  }

  function describeEdge(edge) {
    about.append(element("h2", edge.property));
    about.append(element("p", edge.types || "", { class: "kind" }));
    const list = element("ul");
    list.append(step("from ", edge.source), step("to ", edge.target));
    about.append(list);
    quote(edge.passages);
  }

  function step(words, node) {
    const item = element("li");
    const button = element("button", words);
    button.append(element("bdi", node.label));
    button.addEventListener("click", () => show(node));
    item.append(button);
    return item;
  }

  function quote(places) {
    for (const at of places) {
      const passage = passages[at];
      const characters = Array.from(passage.text);
      const block = element("blockquote");
      const text = element("p", undefined, { dir: "auto" });
      let done = 0;
      for (const [start, end, what] of passage.marks) {
        if (start < done) continue;
        text.append(characters.slice(done, start).join(""));
        const role = /^[a-z]/.test(what) && what !== "words";
        text.append(element("mark", characters.slice(start, end).join(""), role ? { class: "role", title: what } : { title: what }));
        done = end;
      }
      text.append(characters.slice(done).join(""));
      const rule = passage.rule ? `, rule ${passage.rule}` + (passage.precision ? ` (precision ${passage.precision})` : "") : "";
      const source = element("footer");
      source.append(element("bdi", passage.title), ` — ${passage.article}${rule}`);
      block.append(text, source);
      about.append(block);
    }
  }

  function show(node) {
    touched = true;
    hidden.delete(node.type);
    view.k = Math.max(view.k, 1);
    view.x = canvas.clientWidth / 2 - node.x * view.k;
    view.y = canvas.clientHeight / 2 - node.y * view.k;
    select(node);
  }

  search.addEventListener("input", () => {
    matching.clear();
    foundList.replaceChildren();
    const wanted = fold(search.value.trim());
    if (wanted) {
      for (const node of nodes) if (node.folded.includes(wanted)) matching.add(node);
      for (const node of Array.from(matching).slice(0, 12)) foundList.append(step("", node));
    }
    draw();
  });
  search.addEventListener("keydown", (event) => {
    const [first] = matching;
    if (event.key === "Enter" && first) show(first);
  });

  const colours = new Map(nodes.filter((node) => !node.reservation).map((node) => [node.type, node]));
  const legend = document.getElementById("types");
  const choice = (key, text, sample) => {
    const label = element("label");
    const box = element("input", undefined, { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      draw();
    });
    label.append(box);
    if (sample) {
      const swatch = element("span", undefined, { class: `swatch ${sample.class}` });
      swatch.style.background = sample.color;
      label.append(swatch);
    }
    label.append(text);
    legend.append(label);
  };
  const counts = new Map();
  for (const node of nodes) counts.set(node.type, (counts.get(node.type) || 0) + 1);
  const sorted = Array.from(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [type, count] of sorted) choice(type, `${type} (${count})`, colours.get(type) || nodes.find((n) => n.type === type));
  const standings = new Map();
  for (const node of nodes) {
    if (node.class !== "event") continue;
    const standing = node.reservation || "happened";
    standings.set(standing, (standings.get(standing) || 0) + 1);
  }
  if (standings.size > 1) {
    for (const [standing, count] of Array.from(standings).sort()) choice(standing, `events: ${standing} (${count})`, null);
  }

  function resize() {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    draw();
  }
  window.addEventListener("resize", resize);
  fit();
  resize();
  if (!small) simulation.restart();

  function fit() {
    if (nodes.length === 0) return;
    const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
    const least = (values) => values.reduce((a, b) => Math.min(a, b));
    const most = (values) => values.reduce((a, b) => Math.max(a, b));
    const [width, height] = [most(xs) - least(xs) + 160, most(ys) - least(ys) + 100];
    view.k = Math.min(2, canvas.clientWidth / width, canvas.clientHeight / height);
    view.x = canvas.clientWidth / 2 - view.k * (least(xs) + most(xs)) / 2;
    view.y = canvas.clientHeight / 2 - view.k * (least(ys) + most(ys)) / 2;
  }
})();
