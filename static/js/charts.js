/* 图: draws the charts of a page from their JSON. One hue and grey, direct labels, no legend where a label fits. The table beside it stays. */
(function () {
  "use strict";
  const BLUE = "#1d4f91";
  const GREY = "#b3bfcd";
  const INK = "#4a5666";
  const LINE = "#dfe4ea";
  const FONT = getComputedStyle(document.body).fontFamily;
  const HUES = [BLUE, "#8091a6", "#5c7fae", "#b3bfcd"];
  const number = new Intl.NumberFormat("zh-CN");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function option(spec) {
    const flat = spec.kind === "hbar";
    const line = spec.kind === "line";
    const many = spec.series.length > 1;
    const unit = spec.unit || "";
    const write = (value) => (value === null || value === undefined ? "—" : number.format(value) + (unit ? " " + unit : ""));
    const text = { fontFamily: FONT, fontSize: 12, color: INK };
    const names = { type: "category", data: spec.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: "#8491a0" } }, axisLabel: text, boundaryGap: !line, inverse: flat };
    const values = { type: "value", splitLine: { lineStyle: { color: LINE } }, axisLabel: { ...text, formatter: (value) => number.format(value) }, splitNumber: 3, show: !flat };
    const few = spec.labels.length <= 14;
    return {
      animation: !still,
      animationDuration: 200,
      textStyle: text,
      aria: { enabled: false },
      grid: { left: 8, right: many && line ? 88 : 48, top: many && !line ? 32 : 16, bottom: 4, containLabel: true },
      legend: many && !line ? { top: 0, left: 0, itemWidth: 10, itemHeight: 10, icon: "rect", textStyle: text, selectedMode: false } : undefined,
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: line ? "line" : "shadow" }, valueFormatter: write, textStyle: { fontFamily: FONT, fontSize: 13 } },
      xAxis: flat ? values : names,
      yAxis: flat ? names : values,
      series: spec.series.map((one, index) => ({
        name: one.name,
        type: line ? "line" : "bar",
        data: one.data.map((value, at) => spec.highlight !== undefined && spec.highlight !== null && !many && !line
          ? { value, itemStyle: { color: at === spec.highlight ? BLUE : GREY } } : value),
        color: HUES[index % HUES.length],
        barMaxWidth: flat ? 18 : 32,
        barGap: "20%",
        symbolSize: 5,
        lineStyle: { width: index === 0 ? 2.5 : 1.5 },
        label: line ? undefined : { show: few && !many, position: flat ? "right" : "top", color: INK, fontFamily: FONT, fontSize: 12, formatter: (point) => number.format(point.value) },
        endLabel: line && many ? { show: true, formatter: "{a}", color: index === 0 ? BLUE : INK, fontFamily: FONT, fontSize: 12 } : undefined,
      })),
    };
  }

  function draw(figure) {
    const canvas = figure.querySelector("[data-chart-canvas]");
    const data = document.getElementById(figure.dataset.chart);
    if (!canvas || !data || typeof window.echarts === "undefined") return;
    const chart = window.echarts.init(canvas, null, { renderer: "canvas" });
    chart.setOption(option(JSON.parse(data.textContent)));
    new ResizeObserver(() => chart.resize()).observe(canvas);
  }
  document.querySelectorAll("[data-chart]").forEach(draw);
  document.addEventListener("htmx:afterSettle", (event) => event.target.querySelectorAll("[data-chart]").forEach(draw));
})();
