// Goes from the search box straight to the service, so that the portal does not hear what is looked for.
// The same as engines.lead: a bang before or after the words chooses another service.

function lead(form, asked) {
  const words = asked.split(/\s+/).filter(Boolean);
  const known = new Map([...form.parentElement.querySelectorAll("[data-bang]")].map((row) => [`!${row.dataset.bang}`, row.dataset]));
  for (const place of [0, words.length - 1]) {
    const service = known.get(words[place]?.toLowerCase());
    if (service) return address(service.address, service.home, words.filter((_, at) => at !== place));
  }
  return address(form.dataset.search, form.dataset.home, words);
}

function address(pattern, home, words) {
  return words.length ? pattern.replace("%s", () => encodeURIComponent(words.join(" "))) : home;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("form[data-search]");
  if (!form) return;
  event.preventDefault();
  const link = document.createElement("a");
  Object.assign(link, { href: lead(form, form.elements.q.value), target: "_blank", rel: "noopener noreferrer" });
  link.click();
});
