// Light, dark or as the system has it: sets data-theme before the first paint, and adds the switch to the masthead.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "dateline-theme";
  function stored() {
    try { return localStorage.getItem(key); } catch (refused) { return null; }
  }
  var theme = stored();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
})();
