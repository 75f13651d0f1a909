// Brindle draws the whole page in the browser, from the story that the server puts into the page.
const story = JSON.parse(document.getElementById("__STORY__").textContent);

/** An element with a class and children; strings become text. */
function el(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function link(className, ...children) {
  const node = el("a", className, ...children);
  node.href = "#";
  return node;
}

function header() {
  const logo = link("b-logo", story.site);
  logo.href = "../../index.html";
  return el(
    "header",
    "b-head",
    logo,
    el("nav", "b-menu", ...story.menu.map((item) => link("", `${item} `))),
  );
}

function join() {
  const { title, text, button } = story.promo;
  return el(
    "aside",
    "b-join",
    el("h3", "", title),
    el("p", "", text),
    el("button", "", button),
  );
}

function body() {
  const parts = story.body.map((text) =>
    text.startsWith("## ") ? el("h2", "", text.slice(3)) : el("p", "", text),
  );
  parts.splice(6, 0, join());
  return el("div", "b-body", ...parts);
}

function picture() {
  const image = el("img");
  image.src = story.image;
  image.alt = "";
  return el("figure", "b-fig", image, el("figcaption", "", story.caption));
}

function article() {
  const time = el("time", "", story.when);
  time.dateTime = story.published;
  return el(
    "article",
    "b-story",
    el("div", "b-section", story.section),
    el("h1", "", story.title),
    el("p", "b-deck", story.deck),
    el("div", "b-by", story.byline),
    el("div", "b-when", time),
    picture(),
    body(),
    el("div", "b-bio", el("p", "", story.bio)),
    el("ul", "b-topics", ...story.topics.map((topic) => el("li", "", link("", topic)))),
  );
}

function more() {
  const cards = story.more.map(([section, title]) =>
    link("b-card", el("div", "b-card-s", section), el("div", "b-card-t", title)),
  );
  return el("section", "b-more", el("h2", "", "Keep going"), el("div", "b-cards", ...cards));
}

document.title = `${story.title} | ${story.site}`;
document
  .getElementById("root")
  .append(
    header(),
    el("main", "", article(), more()),
    el("footer", "b-foot", story.legal),
  );
