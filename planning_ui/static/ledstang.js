// Small comforts for every page: focus on what has just happened, and Space on a link that is a button.

const target = document.querySelector("#felen, .felruta") ?? document.querySelector("#status");
if (target) {
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});
