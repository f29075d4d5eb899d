/* 每页都有的行为: menu drawer, pop-ups, dialogs, confirmation, filters, keyboard, bulk selection. */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const isTyping = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  const isPhone = () => window.matchMedia("(max-width: 640px)").matches;

  /* Menu drawer */
  let drawerOpener = null;
  function setDrawer(open, opener) {
    root.classList.toggle("menu-open", open);
    document.querySelectorAll("[data-drawer]").forEach((button) => button.setAttribute("aria-expanded", String(open)));
    const menu = document.getElementById("menu");
    if (open) {
      drawerOpener = opener;
      const first = menu && menu.querySelector("a, button");
      if (first) first.focus();
    } else if (drawerOpener) {
      drawerOpener.focus();
      drawerOpener = null;
    }
  }

  /* One question before an act that cannot be undone */
  function ask(text, label) {
    const dialog = document.getElementById("confirm-dialog");
    if (!dialog) return Promise.resolve(window.confirm(text));
    dialog.querySelector("[data-confirm-text]").textContent = text;
    dialog.querySelector("[data-confirm-yes]").textContent = label || "确定";
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    });
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const drawer = target.closest("[data-drawer]");
    if (drawer) return setDrawer(!root.classList.contains("menu-open"), drawer);
    if (target.closest("[data-drawer-close]")) return setDrawer(false);

    const opener = target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog && !dialog.open) dialog.showModal();
      return;
    }
    const closer = target.closest("[data-close]");
    if (closer) {
      event.preventDefault();
      const dialog = closer.closest("dialog");
      if (dialog) dialog.close();
      return;
    }
    const phrase = target.closest("[data-insert]");
    if (phrase) return insertWords(phrase);

    document.querySelectorAll("details.popup[open]").forEach((popup) => {
      if (!popup.contains(target)) popup.open = false;
    });

    /* The whole row of a list opens its first link, but a click that selects text or hits a control does not. */
    const row = target.closest("[data-keyboard-list] tr, [data-keyboard-list] li");
    if (row && !target.closest("a, button, input, select, textarea, label, summary, details") && !String(window.getSelection())) {
      const link = row.querySelector(".row-link");
      if (link) link.click();
    }
  });

  function insertWords(button) {
    const box = document.querySelector(button.dataset.into);
    if (!box) return;
    const words = button.dataset.insert;
    box.value = box.value && !box.value.endsWith("\n") && !/[。；，]$/.test(box.value) ? box.value + "；" + words : box.value + words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const text = (button && button.dataset.confirm) || form.dataset.confirm;
    if (text && !form.dataset.confirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(text, button ? button.textContent.trim() : "").then((yes) => {
        if (!yes) return;
        form.dataset.confirmed = "yes";
        form.requestSubmit(button || undefined);
        delete form.dataset.confirmed;
      });
      return;
    }
    /* A POST is sent once, however often the button is pressed. */
    if (form.method === "post" && !form.hasAttribute("hx-post") && !form.dataset.autosave) {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      window.setTimeout(() => { delete form.dataset.sent; }, 4000);
    }
  }, true);

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  /* Filters apply themselves; empty ones stay out of the address. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-submit-on-change]");
    if (form && event.target.type !== "search" && !isPhone()) form.requestSubmit();
    const bulk = event.target.closest("form[data-bulk]");
    if (bulk) countBulk(bulk, event.target);
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[data-submit-on-change]")) return;
    for (const [key, value] of Array.from(event.formData.entries())) if (value === "") event.formData.delete(key);
  });

  function countBulk(form, changed) {
    const ones = Array.from(form.querySelectorAll("[data-bulk-one]"));
    if (changed.matches("[data-bulk-all]")) ones.forEach((one) => { one.checked = changed.checked; });
    const count = ones.filter((one) => one.checked).length;
    form.querySelectorAll("[data-bulk-count]").forEach((place) => { place.textContent = String(count); });
    form.querySelectorAll("[data-bulk-bar]").forEach((bar) => { bar.hidden = count === 0; });
    form.querySelectorAll("[data-bulk-all]").forEach((all) => {
      all.checked = count > 0 && count === ones.length;
      all.indeterminate = count > 0 && count < ones.length;
    });
  }

  /* Keyboard: / search, j k Enter in lists, Escape */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (root.classList.contains("menu-open")) setDrawer(false);
      document.querySelectorAll("details.popup[open]").forEach((popup) => { popup.open = false; popup.querySelector("summary").focus(); });
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target instanceof Element) {
      const form = event.target.closest("dialog[open] form");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "/") {
      const search = document.querySelector('[data-focus-key="/"]') || document.querySelector('input[type="search"]');
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "j" || event.key === "k") {
      moveInList(event.key === "j" ? 1 : -1);
    }
  });

  function moveInList(step) {
    const list = document.querySelector("[data-keyboard-list]");
    if (!list) return;
    const links = Array.from(list.querySelectorAll(".row-link"));
    const here = links.findIndex((link) => link === document.activeElement || link.closest("tr, li").contains(document.activeElement));
    const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
    if (!next) return;
    list.querySelectorAll(".is-active").forEach((row) => row.classList.remove("is-active"));
    next.closest("tr, li").classList.add("is-active");
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /* HTMX: a dialog whose form succeeded closes; a failure is said in words. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (event.detail.successful && form instanceof Element && form.matches("[data-close-after]")) form.closest("dialog").close();
  });
  function tell(text) {
    const place = document.getElementById("messages");
    if (!place) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-error";
    notice.textContent = text;
    place.replaceChildren(notice);
  }
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    const wait = event.detail.xhr.getResponseHeader("Retry-After");
    if (status === 429) return tell("操作太频繁，请 " + (wait || "60") + " 秒后再试。已显示的内容不受影响。");
    if (event.detail.requestConfig.verb === "get") return tell("这一部分没有读出来（" + status + "），其他内容不受影响。请刷新页面后再试。");
    tell(status === 403 ? "您的岗位不能办理这一步，或登录已失效。请刷新页面后再试。" : "这一步没有完成（" + status + "）。没有内容被改动，请刷新页面后再试。");
  });
  document.addEventListener("htmx:sendError", () => tell("连接不上服务器。请检查网络后再试。"));

  function settle(scope) {
    if (isPhone()) scope.querySelectorAll("details[data-open-on-desk]").forEach((details) => { details.open = false; });
    const wrong = scope.querySelector("[data-focus-me]");
    if (wrong) wrong.focus();
  }
  settle(document);
  document.addEventListener("htmx:afterSettle", (event) => settle(event.target));
})();
