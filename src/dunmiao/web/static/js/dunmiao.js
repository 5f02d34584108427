// Small helps for pages that work without them.
(() => {
  "use strict";
  const own = document.currentScript;
  const ink = "#1c2722", soft = "#55635c", line = "#dbe3de";
  const colours = ["#1f5c44", "#5f86a8", "#b98a2c", "#7a5a86", "#6f9e86", "#8a8f8c"];
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Every form gets a key of its own, again after "back", so that it counts once.
  const newKey = () => (crypto.randomUUID ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join(""));
  const refreshKeys = (root) => {
    root.querySelectorAll('input[name="submission_key"]').forEach((field) => { field.value = newKey(); });
  };

  // A second click on the same form does nothing while the first is under way.
  const guard = (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) setTimeout(() => { button.setAttribute("aria-disabled", "true"); }, 0);
  };
  const release = (root) => {
    root.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    root.querySelectorAll('[aria-disabled="true"]').forEach((button) => button.removeAttribute("aria-disabled"));
  };

  // What was typed is asked about before it is lost; it is kept nowhere but on the page.
  let typed = false;
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest("form.form");
    if (form && form.method === "post") typed = true;
  });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

  const count = (root) => root.querySelectorAll("[data-counts]").forEach((note) => {
    const field = document.getElementById(note.dataset.counts);
    if (!field || !field.maxLength || field.maxLength < 0) return;
    const show = () => { note.textContent = `${field.value.length} / ${field.maxLength}`; };
    field.addEventListener("input", show);
    show();
  });

  const copies = (root) => root.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  });

  // Cells without a name of their own take their heading's, for the cards on a phone.
  const nameCells = (root) => root.querySelectorAll("table.list:not(.is-short)").forEach((table) => {
    const names = Array.from(table.querySelectorAll("thead th"), (cell) => cell.textContent.trim());
    table.querySelectorAll("tbody tr").forEach((row) => Array.from(row.children).forEach((cell, place) => {
      if (cell.tagName === "TD" && !cell.dataset.label && cell.colSpan === 1 && names[place]) cell.dataset.label = names[place];
    }));
  });

  const menus = () => {
    document.addEventListener("click", (event) => {
      document.querySelectorAll("details.me[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      document.querySelectorAll("details.me[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    });
  };

  // Charts: a script with data beside each box says what to draw.
  let library;
  const echarts = () => {
    library = library || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = own.dataset.charts;
      script.nonce = own.nonce;
      script.onload = () => done(window.echarts);
      script.onerror = failed;
      document.head.append(script);
    });
    return library;
  };
  const words = { fontFamily: getComputedStyle(document.body).fontFamily, color: ink, fontSize: 13 };
  const common = (chart) => ({
    textStyle: words,
    color: colours,
    animation: !still,
    animationDuration: 300,
    aria: { enabled: true, description: chart.title },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, textStyle: words },
    legend: chart.series.length > 1 ? { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: words } : undefined,
    grid: { left: 8, right: 32, top: chart.series.length > 1 ? 40 : 8, bottom: 8, containLabel: true },
  });
  const value = { type: "value", minInterval: 1, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } };
  const names = (labels) => ({ type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: ink, hideOverlap: true } });
  const kinds = {
    bars: (chart) => ({
      xAxis: value, yAxis: { ...names(chart.labels), inverse: true },
      series: chart.series.map((one) => ({ name: one.name, type: "bar", data: one.data, barMaxWidth: 22, label: { show: true, position: "right", color: ink } })),
    }),
    stacked: (chart) => ({
      xAxis: value, yAxis: { ...names(chart.labels), inverse: true },
      series: chart.series.map((one) => ({ name: one.name, type: "bar", stack: "all", data: one.data, barMaxWidth: 26 })),
    }),
    lines: (chart) => ({
      xAxis: { ...names(chart.labels), boundaryGap: true },
      yAxis: { ...value, min: chart.minimum ?? "dataMin", max: chart.maximum },
      tooltip: { trigger: "axis", renderMode: "richText", textStyle: words },
      series: chart.series.map((one) => ({ name: one.name, type: "line", data: one.data, symbolSize: 8, lineStyle: { width: 2.5 }, connectNulls: true })),
    }),
    funnel: (chart) => {
      const all = chart.series[0].data, most = Math.max(...all, 1);
      return {
        xAxis: { type: "value", show: false, max: most }, yAxis: { ...names(chart.labels), inverse: true, axisLine: { show: false } },
        series: [
          { type: "bar", stack: "f", silent: true, itemStyle: { color: "transparent" }, data: all.map((n) => (most - n) / 2), tooltip: { show: false }, barCategoryGap: "18%" },
          { name: chart.series[0].name, type: "bar", stack: "f", data: all, itemStyle: { color: colours[0], borderRadius: 3 }, label: { show: true, position: "inside", color: "#fff", fontWeight: 600, formatter: (at) => (all[at.dataIndex] / most > .08 ? String(all[at.dataIndex]) : "") } },
        ],
        tooltip: { show: false },
        grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
      };
    },
    targets: (chart) => ({
      xAxis: value, yAxis: { ...names(chart.labels), inverse: true },
      series: chart.series.map((one, place) => ({
        name: one.name, type: "bar", data: one.data, barGap: "-100%", barMaxWidth: 22, z: place ? 1 : 2,
        itemStyle: place ? { color: "#dfe8e3" } : undefined,
      })),
    }),
  };
  const draw = (root) => root.querySelectorAll("[data-chart]").forEach(async (box) => {
    if (box.dataset.drawn) return;
    box.dataset.drawn = "1";
    const data = document.getElementById(box.dataset.chart);
    if (!data || !own.dataset.charts) return;
    const chart = JSON.parse(data.textContent);
    const library = await echarts();
    const holder = document.createElement("div");
    holder.className = "chart-holder";
    box.append(holder);
    const picture = library.init(holder, null, { width: box.clientWidth || 320, height: chart.height || box.clientHeight || 280 });
    picture.setOption({ ...common(chart), ...(kinds[chart.kind] || kinds.bars)(chart) });
    new ResizeObserver(() => picture.resize({ width: box.clientWidth })).observe(box);
  });

  const start = (root) => { refreshKeys(root); count(root); copies(root); nameCells(root); draw(root); };
  document.addEventListener("submit", (event) => { if (event.target.method === "post") typed = false; guard(event); });
  addEventListener("pageshow", (event) => { if (event.persisted) { refreshKeys(document); release(document); } });
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
  document.addEventListener("htmx:afterRequest", () => release(document));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(document)); else start(document);
  menus();
})();
