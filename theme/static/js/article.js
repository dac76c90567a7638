// Copy buttons for citations, and a link to each paragraph so that a passage can be cited.
(function () {
  "use strict";
  var words = document.querySelector("[data-copied]");
  if (!words) return;
  var copy = words.dataset.copy, copied = words.dataset.copied, here = words.dataset.passage;

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  var told = document.createElement("span");
  told.className = "hidden";
  told.setAttribute("role", "status");
  words.append(told);

  words.querySelectorAll(".citation, pre").forEach(function (element, at) {
    var button = document.createElement("button"), form = element.previousElementSibling;
    form.id = form.id || "form-" + at; // the heading says what the button copies
    button.setAttribute("aria-describedby", form.id);
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", function () {
      select(element); // a file has no clipboard interface: the old command works there, and the selection stays
      document.execCommand("copy");
      button.textContent = told.textContent = copied;
      setTimeout(function () {
        button.textContent = copy;
        told.textContent = "";
      }, 2000);
    });
    element.after(button);
  });

  document.querySelectorAll(".prose [id^='p-']").forEach(function (paragraph) {
    var link = document.createElement("a");
    link.href = "#" + paragraph.id;
    link.className = "passage";
    link.setAttribute("aria-label", here);
    paragraph.append(" ", link);
  });
})();
