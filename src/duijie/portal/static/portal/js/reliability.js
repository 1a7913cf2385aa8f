// How far the probabilities of a ranking model can be relied on: the table's rows as a line for each level, against the
// diagonal on which told and seen are the same. Without this module the table is all there is, and it holds every number.

const block = document.querySelector(".reliability");
const place = block?.querySelector(".reliability-chart");
const rows = [...(block?.querySelectorAll("tbody tr") ?? [])];

const colour = (name) => getComputedStyle(block).getPropertyValue(`--chart-${name}`).trim();

function options() {
  const text = { color: colour("text") };
  const axis = (name) => ({
    type: "value", min: 0, max: 1, name, nameLocation: "middle", nameGap: 28, nameTextStyle: text, axisLabel: text,
    splitLine: { lineStyle: { color: colour("line"), opacity: 0.3 } }, axisLine: { lineStyle: { color: colour("line") } },
  });
  const levels = [...new Set(rows.map((row) => row.dataset.level))];
  const series = levels.map((level, at) => {
    const own = rows.filter((row) => row.dataset.level === level);
    return {
      type: "line", name: own[0].querySelector("th").textContent.trim(), symbol: ["circle", "rect", "triangle"][at], symbolSize: 8,
      lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][at] },
      data: own.map((row) => [Number(row.dataset.told), Number(row.dataset.seen)]),
    };
  });
  series.push({
    type: "line", data: [[0, 0], [1, 1]], symbol: "none", silent: true, tooltip: { show: false },
    lineStyle: { color: colour("line"), width: 1 },
  });
  return {
    animation: false, color: [1, 2, 3, 4].map(colour), textStyle: text,
    tooltip: { renderMode: "richText", confine: true, formatter: (one) => `${one.seriesName}\n${block.dataset.told} ${one.value[0].toFixed(2)} · ${block.dataset.seen} ${one.value[1].toFixed(2)}` },
    legend: { top: 0, textStyle: text, data: series.slice(0, -1).map((one) => one.name) },
    grid: { left: 20, right: 20, top: 34, bottom: 24, containLabel: true },
    xAxis: axis(block.dataset.told), yAxis: axis(block.dataset.seen), series,
  };
}

function draw() {
  place.hidden = false;
  block.querySelector("details").open = false;
  place.setAttribute("aria-label", `${block.querySelector("h2").textContent}. ${block.dataset.more}`);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(options());
  new ResizeObserver(() => place.clientHeight && chart.resize()).observe(place);
}

if (rows.length) draw();
