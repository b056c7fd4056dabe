"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("tocsin-theme"); } catch { return null; } };
  const shown = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  const label = () => { theme.textContent = shown() === "dark" ? "Light" : "Dark"; };
  if (remembered()) root.dataset.theme = remembered();
  theme.hidden = false;
  theme.setAttribute("aria-label", "Change between light and dark");
  label();
  dark.addEventListener("change", label);
  theme.addEventListener("click", () => {
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    try { localStorage.setItem("tocsin-theme", root.dataset.theme); } catch { /* a page from a file may not remember */ }
    label();
  });

  const keysOf = (node) => (node.dataset.keys || "").split(" ").filter(Boolean);
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const clear = () => document.querySelectorAll(".on").forEach((n) => n.classList.remove("on"));
  const show = (article, keys) => {
    clear();
    const marks = [...article.querySelectorAll(".words [data-keys]")].filter((n) => keysOf(n).some((k) => keys.includes(k)));
    const cards = [...article.querySelectorAll(".card")].filter((n) => keys.includes(n.dataset.key));
    for (const node of [...marks, ...cards]) node.classList.add("on");
    return { marks, cards };
  };
  const reveal = (node) => node && node.scrollIntoView({ block: "center", behavior: motion() });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-keys]");
    const mark = event.target.closest(".words span[data-keys]");
    const card = event.target.closest(".card");
    const article = event.target.closest("article");
    if (!article) return;
    if (link) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      show(article, keysOf(link));
      if (!target) return;
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      if (target.classList.contains("card")) target.focus({ preventScroll: true });
      reveal(target);
    } else if (mark && getSelection().isCollapsed) {
      const { cards } = show(article, keysOf(mark));
      reveal(cards[0]);
    } else if (card && !event.target.closest("a, summary, button") && getSelection().isCollapsed) {
      const { marks } = show(article, [card.dataset.key]);
      reveal(marks[0]);
    } else if (!event.target.closest("a, summary, button")) {
      clear();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    const card = event.target.closest && event.target.closest(".card");
    if (event.key === "Enter" && card && event.target === card) card.querySelector("a.label").click();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
})();
