/* 文书预览: a form with data-preview="address" is posted while somebody types; the answer replaces data-preview-into. */
(function () {
  "use strict";
  const WAIT = 500;
  document.querySelectorAll("form[data-preview]").forEach((form) => {
    const place = document.querySelector(form.dataset.previewInto);
    if (!place) return;
    let timer = 0;
    let running = null;
    async function draw() {
      if (running) running.abort();
      running = new AbortController();
      place.setAttribute("aria-busy", "true");
      const body = new FormData(form);
      for (const [key, value] of Array.from(body.entries())) if (value instanceof File) body.delete(key);
      try {
        const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: running.signal, credentials: "same-origin", headers: { "HX-Request": "true" } });
        if (answer.ok && !answer.redirected) {
          const scroll = place.scrollTop;
          place.innerHTML = await answer.text();
          place.scrollTop = scroll;
        }
        place.setAttribute("aria-busy", "false");
      } catch (error) {
        if (error.name !== "AbortError") place.setAttribute("aria-busy", "false");
      }
    }
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(draw, WAIT);
    });
    if (!place.children.length) draw();
  });
})();
