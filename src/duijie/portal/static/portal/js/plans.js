// The page of a plan: draws the loads and the scores as charts. Without this module the tables are all there is, and
// they hold every number. What is changed by hand replaces the whole body, so the charts are drawn anew after it.

const charts = [];

function read(block) {
  const heads = [...block.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  const rows = [...block.querySelectorAll("tbody tr")].map((row) => ({
    label: row.querySelector("th").textContent.trim(),
    values: [...row.querySelectorAll("td")].map((cell) => Number(cell.dataset.value)),
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

function frame(colour) {
  return {
    animation: false,
    color: [colour("1"), colour("2")],
    textStyle: { color: colour("text"), fontSize: 12 },
    tooltip: { renderMode: "richText", confine: true },
    grid: { left: 8, right: 30, top: 34, bottom: 8, containLabel: true },
  };
}

// A bar for each: what it serves, then the room that is left.
function loads({ heads, rows }, colour) {
  const text = { color: colour("text") };
  return {
    ...frame(colour),
    tooltip: { renderMode: "richText", confine: true, trigger: "axis", axisPointer: { type: "shadow" } },
    legend: { top: 0, textStyle: text, itemWidth: 14 },
    xAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colour("line"), opacity: 0.3 } } },
    yAxis: {
      type: "category", inverse: true, data: rows.map((row) => row.label), axisTick: { show: false },
      axisLabel: { ...text, interval: 0, formatter: (name) => short(name, 10) }, axisLine: { lineStyle: { color: colour("line") } },
    },
    series: heads.slice(1).map((name, at) => ({
      type: "bar", name, stack: "all", barMaxWidth: 18, data: rows.map((row) => row.values[at]),
      itemStyle: at ? { borderColor: colour("line"), borderWidth: 1 } : {},
    })),
  };
}

function scores({ heads, rows }, colour) {
  const text = { color: colour("text") };
  return {
    ...frame(colour),
    grid: { left: 24, right: 30, top: 34, bottom: 8, containLabel: true }, // the first label is slanted to the left
    xAxis: { type: "category", data: rows.map((row) => row.label), axisLabel: { ...text, rotate: 45 }, axisLine: { lineStyle: { color: colour("line") } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colour("line"), opacity: 0.3 } } },
    series: [{ type: "bar", name: heads[1], barCategoryGap: "10%", label: { show: true, position: "top", color: colour("text") }, data: rows.map((row) => row.values[0]) }],
  };
}

const KINDS = { loads, scores };
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientHeight) charts.find((one) => one.getDom() === target)?.resize();
});

function drawAll() {
  for (const chart of charts.splice(0)) chart.dispose();
  const around = document.querySelector(".plan-charts");
  if (!around) return;
  const colour = (name) => getComputedStyle(around).getPropertyValue(`--chart-${name}`).trim();
  for (const block of around.querySelectorAll("[data-chart]")) {
    const place = block.querySelector(".plan-chart");
    place.hidden = false;
    block.querySelector("details").open = false;
    place.setAttribute("aria-label", `${block.querySelector("h2").textContent}. ${around.dataset.more}`);
    const chart = echarts.init(place, null, { renderer: "canvas" });
    charts.push(chart);
    resized.observe(place);
    chart.setOption(KINDS[block.dataset.chart](read(block), colour));
  }
}

document.addEventListener("htmx:afterSettle", (event) => event.detail.elt?.id === "plan-body" && drawAll());

drawAll();
