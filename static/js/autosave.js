/* 自动保存: a form with data-autosave="address" is posted a moment after a change; [data-autosave-status] says when. */
(function () {
  "use strict";
  const WAIT = 800;
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const status = document.querySelector('[data-autosave-status="' + form.id + '"]') || form.querySelector("[data-autosave-status]");
    let timer = 0;
    let sending = false;
    let dirty = false;
    const say = (text, bad) => {
      if (!status) return;
      status.textContent = text;
      status.classList.toggle("late", Boolean(bad));
    };
    async function save() {
      if (sending) { dirty = true; return; }
      sending = true;
      dirty = false;
      say("正在保存…");
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, credentials: "same-origin" });
        if (answer.redirected || answer.status === 401) throw new Error("signed out");
        if (answer.status === 409) throw new Error("stale");
        if (!answer.ok) throw new Error(String(answer.status));
        const seen = form.querySelector('[name="seen"]');
        if (seen && answer.headers.get("X-Seen")) seen.value = answer.headers.get("X-Seen");
        const now = new Date();
        say("已保存 " + String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0"));
      } catch (reason) {
        dirty = true;
        if (reason.message === "stale") say("未保存：同事刚改过这份反馈。请先复制您写的内容，再刷新页面", true);
        else say(reason.message === "signed out" ? "未保存：登录已失效。请另开一个窗口登录，再回到本页改动一处，即会保存" : "未保存，请检查网络；再次修改时会重试", true);
      } finally {
        sending = false;
        if (dirty && !status?.classList.contains("late")) save();
      }
    }
    function later(event) {
      if (event.target.type === "file") return;
      dirty = true;
      say("有未保存的修改");
      window.clearTimeout(timer);
      timer = window.setTimeout(save, WAIT);
    }
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { window.clearTimeout(timer); dirty = false; });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  });
})();
