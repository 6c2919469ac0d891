// Inkorg: how many messages are marked; the form works without this.

const form = document.querySelector("#inkorg");
const told = document.querySelector("#antal-markerade");

form?.addEventListener("change", () => {
  const number = form.querySelectorAll("input[name=post]:checked").length;
  told.textContent = number ? `${number} ${number === 1 ? "markerat" : "markerade"}` : "";
});
