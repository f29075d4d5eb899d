/* 监督报告: a number opens its figure at the side; the outline follows the reading; a number goes into the paragraph being edited. */
(function () {
  "use strict";

  function open(link) {
    const card = document.getElementById("f-" + link.dataset.figure);
    if (!card) return;
    document.querySelectorAll(".figure-card.is-named").forEach((other) => {
      other.classList.remove("is-named");
      if (other !== card) other.open = false;
    });
    document.querySelectorAll(".fig-link[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    card.open = true;
    card.classList.add("is-named");
    card.scrollIntoView({ block: "nearest" });
    card.querySelector("summary").focus({ preventScroll: true });
  }

  let paragraph = null;
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".report-words")) paragraph = event.target;
  });

  function insert(text) {
    const box = paragraph || document.querySelector(".report-words");
    if (!box) return;
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.focus();
  }

  document.addEventListener("click", (event) => {
    const figure = event.target.closest("[data-figure]");
    if (figure) {
      event.preventDefault();
      return open(figure);
    }
    const number = event.target.closest("[data-number]");
    if (number) insert(number.dataset.number);
  });

  const links = Array.from(document.querySelectorAll(".report-outline ol a"));
  if (links.length && "IntersectionObserver" in window) {
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        links.forEach((link) => {
          if (link.hash === "#" + entry.target.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        });
      }
    }, { rootMargin: "-80px 0px -70% 0px" });
    document.querySelectorAll(".report-section").forEach((section) => watcher.observe(section));
  }
})();
