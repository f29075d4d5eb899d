/* 登录页: a demo account fills the form. */
(function () {
  "use strict";
  const buttons = document.querySelectorAll("[data-username]");
  buttons.forEach((button) => {
    button.addEventListener("click", () => {
      document.querySelector('input[name="username"]').value = button.dataset.username;
      const password = document.querySelector('input[name="password"]');
      password.value = button.dataset.password;
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      document.querySelector(".login-go").focus();
    });
  });
})();
