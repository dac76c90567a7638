// Light, dark or as the system has it: sets data-theme before the first paint, then adds the switch to the masthead.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "dateline-theme";

  function stored() {
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }

  function store(theme) {
    try { localStorage.setItem(KEY, theme); } catch (refused) { /* private windows: the choice lasts for this page */ }
  }

  function dark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var theme = stored();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme-switch");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      button.setAttribute("aria-pressed", String(dark()));
      store(root.dataset.theme);
    });
    var today = document.getElementById("today");
    if (today) {
      var now = new Date();
      var day = ("0" + (now.getMonth() + 1)).slice(-2) + "-" + ("0" + now.getDate()).slice(-2);
      if ((" " + today.dataset.days + " ").indexOf(" " + day + " ") >= 0) {
        today.href = today.href.replace("index.html", day + ".html");
        today.textContent = today.dataset.label;
      }
    }
  });
})();
