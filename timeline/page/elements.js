// Elements of the page. Markup in texts stays text: nothing here or elsewhere parses HTML.

const by = (id) => document.getElementById(id);

/** An element with properties, and children that are elements or plain text. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An address that may be followed: one of the web. Nothing is asked of it before a click. */
const isWeb = (url) => /^https?:\/\//i.test(url ?? "");

/** Let an element say these words; to say the same again would lay the page out anew. */
function setWords(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/** The title of an article (or other words), linked where its address is one of the web. */
function articleLink(data, article, words = titleOf(data, article)) {
  const url = data.articles.url[article];
  if (!isWeb(url)) return h("span", { className: "title" }, words);
  return h("a", { className: "title", href: url, target: "_blank", rel: "noopener noreferrer" }, words);
}

const numberFormat = new Intl.NumberFormat("en");

/** The number with commas between its thousands. */
function grouped(number) {
  return numberFormat.format(number);
}

function plural(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Give the user a file. */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
