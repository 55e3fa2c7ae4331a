"use strict";
// Keeps the list of orders fresh and the little forms in their restaurant.
const restaurant = new URLSearchParams(location.search).get("restaurant") || "";
for (const field of document.querySelectorAll("[data-restaurant]")) field.value = restaurant;
for (const field of document.querySelectorAll("[data-submit]")) field.addEventListener("change", () => field.form.submit());

// An empty form waits for dishes: looking at it again does not open the order again.
const main = document.querySelector("main[data-refresh]");
const looking = main && main.dataset.refresh === "looking";
const place = new URL(location.href);
if (looking) place.searchParams.set("looking", "1");
let tag = "";
let timer = 0;
async function refresh() {
  try {
    const answer = await fetch(place, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
    const typing = looking && main.contains(document.activeElement) && document.activeElement.matches("input, select");
    if (answer.status === 200 && !typing) {
      tag = answer.headers.get("ETag") || "";
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (fresh && fresh.innerHTML !== main.innerHTML) main.innerHTML = fresh.innerHTML;
      if (fresh && !("refresh" in fresh.dataset)) clearInterval(timer);
    }
    document.body.classList.remove("lost");
  } catch {
    document.body.classList.add("lost");
  }
}
if (main) timer = setInterval(() => { if (!document.hidden) refresh(); }, looking ? 500 : 1500);
