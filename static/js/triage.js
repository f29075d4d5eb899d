/* 研判: single keys press the buttons and links that carry them (data-key="y"), unless somebody is typing. */
(function () {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z0-9]$/.test(key)) return;
    const button = document.querySelector('[data-key="' + key + '"]:not(:disabled)');
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  }, true);

  /* On a narrow screen the finding stands below its list: a finding that was chosen comes into sight. */
  const finding = document.getElementById("finding");
  if (finding && new URLSearchParams(location.search).has("finding") && window.matchMedia("(max-width: 1100px)").matches) {
    finding.scrollIntoView();
  }
})();
