// The county on one page: draws each table as a chart, and asks every 30 s whether the figures have changed, while
// somebody can see them. Without this module the tables are all there is, and they hold every number.

const county = document.getElementById("county");
const state = document.getElementById("county-state");
const EVERY = 30_000;
const MOST_BARS = 12;
const isScreen = "screen" in county.dataset;
const charts = new Map(); // by key of the block
let shapes; // the map's shapes, once they are here; null where there are none
let series = 0; // which number the map shows

const colour = (name) => getComputedStyle(county).getPropertyValue(`--chart-${name}`).trim();

function read(block) {
  const heads = [...block.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const rows = [...block.querySelectorAll("tbody tr")].map((row) => ({
    key: row.dataset.key,
    label: row.querySelector("th").textContent.trim(),
    values: [...row.querySelectorAll("td")].map((cell) => Number(cell.dataset.value)),
    links: [...row.querySelectorAll("td a")].map((link) => link.href),
  }));
  return { heads, rows };
}

/** At most `length` Chinese characters, or twice as many letters, which are half as wide. */
const short = (text, length) => {
  let room = 2 * length;
  const letters = [...text];
  const end = letters.findIndex((letter) => (room -= letter > "\u2e7f" ? 2 : 1) < 0);
  return end < 0 ? text : `${letters.slice(0, end).join("")}…`;
};

function frame() {
  const size = isScreen ? 14 : 12;
  return {
    animation: false,
    color: [1, 2, 3, 4].map(colour),
    textStyle: { color: colour("text"), fontSize: size },
    tooltip: { renderMode: "richText", confine: true },
  };
}

function axes(labels, width) {
  const text = { color: colour("text"), fontSize: isScreen ? 13 : 12 };
  return {
    grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category", inverse: true, data: labels, axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("line") } }, axisLabel: { ...text, formatter: (name) => short(name, width) },
    },
  };
}

function bar({ heads, rows }) {
  const shown = rows.slice(0, MOST_BARS);
  return {
    ...frame(), ...axes(shown.map((row) => row.label), isScreen ? 12 : 14),
    series: [{
      type: "bar", name: heads[1], barMaxWidth: 22, label: { show: true, position: "right", color: colour("text") },
      data: shown.map((row) => ({ value: row.values[0], link: row.links[0] })),
    }],
  };
}

function funnel({ heads, rows }) {
  return {
    ...frame(),
    series: [{
      type: "funnel", name: heads[1], sort: "none", gap: 3, left: "5%", right: "38%", top: 8, bottom: 8, minSize: "6%",
      itemStyle: { color: colour("1"), borderWidth: 0 },
      label: { position: "right", color: colour("text"), formatter: "{b}  {c}", fontSize: isScreen ? 14 : 12 },
      labelLine: { lineStyle: { color: colour("line") } },
      data: rows.map((row) => ({ name: row.label, value: row.values[0], link: row.links[0] })),
    }],
  };
}

// Demands to the left, what answers them to the right: where one side is short, the gap is seen.
function sides({ heads, rows }) {
  const made = frame();
  const around = axes(rows.map((row) => row.label), isScreen ? 8 : 10);
  around.grid.top = 34;
  around.yAxis.axisLabel.hideOverlap = false;
  return {
    ...made, ...around,
    tooltip: { ...made.tooltip, formatter: (one) => `${one.name}\n${one.seriesName}: ${Math.abs(one.value)}` },
    legend: { top: 0, textStyle: { color: colour("text") }, itemWidth: 14 },
    series: heads.slice(1).map((name, at) => ({
      type: "bar", name, stack: "all", barMaxWidth: 18,
      data: rows.map((row) => ({ value: at === 0 ? -row.values[at] : row.values[at], link: row.links[at] })),
    })),
  };
}

function line({ heads, rows }) {
  const made = frame();
  const text = { color: colour("text") };
  return {
    ...made,
    tooltip: { ...made.tooltip, trigger: "axis" },
    legend: { top: 0, textStyle: text },
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: rows.map((row) => row.label), axisLabel: text, axisLine: { lineStyle: { color: colour("line") } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colour("line"), opacity: 0.3 } } },
    series: heads.slice(1).map((name, at) => ({
      type: "line", name, symbol: ["circle", "rect", "triangle"][at], symbolSize: 8, lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][at] },
      data: rows.map((row) => ({ value: row.values[at], link: row.links[at] })),
    })),
  };
}

function map({ heads, rows }) {
  const names = new Map(rows.map((row) => [row.key, row.label]));
  const most = Math.max(1, ...rows.map((row) => row.values[series]));
  const made = frame();
  const text = { color: colour("text"), textBorderColor: colour("ground"), textBorderWidth: 3 };
  return {
    ...made,
    tooltip: { ...made.tooltip, formatter: (one) => (names.has(one.name) ? `${names.get(one.name)}\n${heads[series + 1]}: ${one.value}` : "") },
    visualMap: { min: 0, max: most, left: 0, bottom: 0, itemHeight: 80, textStyle: text, inRange: { color: [colour("low"), colour("high")] } },
    series: [{
      type: "map", map: "areas", nameProperty: "code", selectedMode: false,
      itemStyle: { areaColor: colour("none"), borderColor: colour("line") },
      emphasis: { label: { ...text }, itemStyle: { areaColor: colour("3") } },
      label: { ...text, show: true, fontSize: isScreen ? 14 : 11, formatter: (one) => names.get(one.name) ?? "" },
      data: rows.map((row) => ({ name: row.key, value: row.values[series], link: row.links[series] })),
    }],
  };
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientHeight) charts.get(target.closest("[data-key]")?.dataset.key)?.resize();
});

const KINDS = { bar, funnel, sides, line, map };

async function loadMap() {
  if (shapes !== undefined) return shapes;
  const answer = await fetch(county.dataset.map, { credentials: "same-origin" }).catch(() => null);
  shapes = answer && answer.status === 200 && !answer.redirected ? await answer.json() : null;
  if (shapes) echarts.registerMap("areas", shapes);
  return shapes;
}

async function draw(block) {
  const kind = block.dataset.chart;
  const place = block.querySelector(".county-chart");
  if (!place) return;
  const table = read(block);
  if (kind === "map") {
    const found = await loadMap();
    const codes = new Set((found?.features ?? []).map((one) => one.properties.code));
    if (!place.isConnected || !table.rows.some((row) => codes.has(row.key))) return; // no map of here: the table stays
  }
  place.hidden = false;
  if (kind === "sides" || table.rows.length > 8) place.classList.add("is-tall");
  // First, since an unfolded table may leave no room, and a map without height cannot be drawn.
  block.classList.add("is-drawn");
  const fold = block.querySelector("details");
  if (!("kept" in fold.dataset)) fold.open = false;
  const choice = block.querySelector(".county-series");
  if (choice) choice.hidden = false;
  place.setAttribute("aria-label", `${block.querySelector("h2").textContent}. ${county.dataset.more}`);
  const chart = charts.get(block.dataset.key) ?? echarts.init(place, null, { renderer: "canvas" });
  charts.set(block.dataset.key, chart);
  resized.observe(place);
  chart.setOption(KINDS[kind](table), true);
  chart.off("click");
  chart.on("click", (event) => event.data?.link && location.assign(event.data.link));
}

const drawAll = () => Promise.all([...county.querySelectorAll("[data-chart]")].map(draw));

county.addEventListener("click", (event) => {
  const button = event.target.closest("[data-series]");
  if (!button) return;
  series = Number(button.dataset.series);
  for (const one of button.parentElement.children) one.setAttribute("aria-pressed", String(one === button));
  draw(button.closest("[data-chart]"));
});

// Renewal ------------------------------------------------------------------------------------------------------------

let ticking = setInterval(look, EVERY);
let open = []; // the tables that are unfolded, and where the focus is, over a renewal
let focused = null;

function look() {
  if (!document.hidden) county.dispatchEvent(new CustomEvent("duijie:look"));
}
document.addEventListener("visibilitychange", () => ticking && look());

let somebody = false; // has used the page since it last asked
for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => (somebody = true));

county.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["If-None-Match"] = county.dataset.etag;
  if (!somebody) event.detail.headers["Duijie-Watching"] = "1"; // looking by itself is no sign that somebody is there
  somebody = false;
});

county.addEventListener("htmx:beforeOnLoad", (event) => {
  const answer = event.detail.xhr;
  if (answer.status === 200 && answer.getResponseHeader("ETag")) {
    county.dataset.etag = answer.getResponseHeader("ETag");
    say(state.dataset.renewed, counted(answer));
    return;
  }
  event.preventDefault(); // 304: nothing is new. Everything else is not ours to show.
  if (answer.status === 304) say(state.dataset.renewed, counted(answer));
  if (answer.status === 401 || answer.status === 403 || answer.status === 200) stop();
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  county.addEventListener(name, (event) => {
    event.stopPropagation(); // one word above the figures, not a notice every half a minute
    state.querySelector("[data-say]").textContent = state.dataset.lost;
  });
}

county.addEventListener("htmx:beforeSwap", () => {
  open = [...county.querySelectorAll("details[open]")].map((one) => one.closest("[data-key]").dataset.key);
  focused = county.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  for (const chart of charts.values()) chart.dispose();
  charts.clear();
});

county.addEventListener("htmx:afterSwap", async () => {
  for (const key of open) county.querySelector(`[data-key="${key}"] details`).dataset.kept = "";
  for (const one of county.querySelectorAll("[data-series]")) one.setAttribute("aria-pressed", String(Number(one.dataset.series) === series));
  await drawAll();
  if (focused) [...county.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
});

/** When the figures of an answer were counted: they may be a minute old where a register is large. */
const counted = (answer) => new Date(answer.getResponseHeader("Last-Modified") ?? Date.now());

function say(words, moment) {
  state.querySelector("[data-say]").textContent = words;
  const time = state.querySelector("time");
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString();
  time.dateTime = moment.toISOString();
  time.textContent = `${local.slice(0, 10)} ${local.slice(11, 19)}`;
}

function stop() {
  clearInterval(ticking);
  ticking = null;
  document.getElementById("county-ended").hidden = false;
}

drawAll();
