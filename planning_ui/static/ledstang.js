// Small comforts for every page: focus on what has just happened.

const target = document.querySelector("#felen, .felruta") ?? document.querySelector("#status");
if (target) {
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}
