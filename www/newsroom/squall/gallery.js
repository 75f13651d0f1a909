// Steps through the pictures of a gallery, one at a time.
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const items = [...gallery.querySelectorAll(".gal-i")];
  const count = gallery.querySelector("[data-count]");
  let shown = 0;
  for (const control of gallery.querySelectorAll("[data-step]")) {
    control.addEventListener("click", (event) => {
      event.preventDefault();
      items[shown].classList.remove("on");
      shown = (shown + Number(control.dataset.step) + items.length) % items.length;
      items[shown].classList.add("on");
      count.textContent = `${shown + 1} of ${items.length}`;
    });
  }
}
