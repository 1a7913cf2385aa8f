// The funnel of demands: draws the two tables as charts. Without this module the tables hold every number.

const page = document.getElementById("funnel");
const MOST_BARS = 15;
const colour = (name) => getComputedStyle(page).getPropertyValue(`--chart-${name}`).trim();

const cellsOf = (row) => [...row.querySelectorAll("td[data-value]")].map((cell) => ({
  value: Number(cell.dataset.value), link: cell.querySelector("a").href,
}));

function read(block) {
  const heads = [...block.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const rows = [...block.querySelectorAll("tbody tr")].map((row) => ({
    label: row.querySelector("th").textContent.trim(), cells: cellsOf(row),
  }));
  return { heads, rows };
}

const frame = () => ({
  animation: false, color: [1, 2, 3, 4].map(colour), textStyle: { color: colour("text"), fontSize: 12 },
  tooltip: { renderMode: "richText", confine: true },
});

function funnel({ rows }) {
  return {
    ...frame(),
    series: [{
      type: "funnel", sort: "none", gap: 3, left: "5%", right: "38%", top: 8, bottom: 8, minSize: "4%",
      itemStyle: { color: colour("1"), borderWidth: 0 },
      label: { position: "right", color: colour("text"), formatter: "{b}  {c}" },
      labelLine: { lineStyle: { color: colour("line") } },
      data: rows.map((row) => ({ name: row.label, ...row.cells[0] })),
    }],
  };
}

// What was found and what was solved, beside each other: the first and the last stage.
function bar({ heads, rows }) {
  const shown = rows.slice(0, MOST_BARS);
  const text = { color: colour("text") };
  const ends = [0, (rows[0]?.cells.length ?? 1) - 1];
  return {
    ...frame(),
    legend: { top: 0, textStyle: text, itemWidth: 14 },
    grid: { left: 8, right: 40, top: 34, bottom: 8, containLabel: true },
    xAxis: { type: "value", minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category", inverse: true, data: shown.map((row) => row.label), axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("line") } },
      axisLabel: { ...text, width: 110, overflow: "truncate" },
    },
    series: ends.map((at) => ({
      type: "bar", name: heads[at + 1], barMaxWidth: 14, label: { show: true, position: "right", color: colour("text") },
      data: shown.map((row) => row.cells[at]),
    })),
  };
}

const KINDS = { funnel, bar };
const charts = new Map();
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientHeight) charts.get(target)?.resize();
});

for (const block of page ? page.querySelectorAll("[data-chart]") : []) {
  const place = block.querySelector(".county-chart");
  const table = read(block);
  if (!place || !table.rows.length) continue;
  place.hidden = false;
  place.setAttribute("aria-label", `${block.querySelector("h2").textContent}. ${page.dataset.more}`);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  charts.set(place, chart);
  resized.observe(place);
  chart.setOption(KINDS[block.dataset.chart](table));
  chart.on("click", (event) => event.data?.link && location.assign(event.data.link));
}
