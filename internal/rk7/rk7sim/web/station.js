"use strict";
// Keeps the list of orders fresh and the little forms in their restaurant.
const restaurant = new URLSearchParams(location.search).get("restaurant") || "";
for (const field of document.querySelectorAll("[data-restaurant]")) field.value = restaurant;
for (const field of document.querySelectorAll("[data-submit]")) field.addEventListener("change", () => field.form.submit());

const main = document.querySelector("main[data-refresh]");
let tag = "";
async function refresh() {
  try {
    const answer = await fetch(location.href, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") || "";
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (fresh && fresh.innerHTML !== main.innerHTML) main.innerHTML = fresh.innerHTML;
    }
    document.body.classList.remove("lost");
  } catch {
    document.body.classList.add("lost");
  }
}
if (main) setInterval(() => { if (!document.hidden) refresh(); }, 1500);
