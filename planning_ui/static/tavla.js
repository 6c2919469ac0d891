// The board by keyboard: the arrow keys go from card to card for whoever is on one.

const board = document.querySelector("#tavla");
const STEPS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

board.addEventListener("keydown", (event) => {
  const card = event.target.closest(".patientkort");
  const step = STEPS[event.key];
  if (!card || !step) return;
  const next = neighbour(card, step);
  if (!next) return;
  event.preventDefault();
  next.querySelector("h3 a").focus();
});

function neighbour(card, [across, down]) {
  const lanes = [...board.querySelectorAll(".kortlista")].map((lane) => [...lane.children]);
  const lane = lanes.findIndex((cards) => cards.includes(card));
  const place = lanes[lane].indexOf(card);
  const wanted = lanes[lane + across];
  return wanted?.[across ? Math.min(place, wanted.length - 1) : place + down];
}
