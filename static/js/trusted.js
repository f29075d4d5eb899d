/* 可信类型: the one place where text may become HTML (htmx, the preview). Never a script: no createScript, no createScriptURL, so both throw. */
(function () {
  "use strict";
  if (!window.trustedTypes || !window.trustedTypes.createPolicy) return;
  window.trustedTypes.createPolicy("default", { createHTML: (text) => text });
})();
