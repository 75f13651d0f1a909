// Closes the cookie box.
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.close).hidden = true;
  });
}
