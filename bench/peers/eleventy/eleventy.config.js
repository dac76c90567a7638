// The bench's corpus in Eleventy: articles with related ones, records, lists by conflict, place, topic, source and date.
const PAGE = 50, ENTRIES = 30, RELATED = 5, REACH = 6;
const slug = (text) => text.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "unnamed";
const iso = (date) => date.toISOString().slice(0, 10);

function groups(posts) {
  const found = new Map();
  const add = (kind, name, path, post) => {
    const key = `${kind}/${path}`;
    if (!found.has(key)) found.set(key, { kind, name, base: key, posts: [] });
    found.get(key).posts.push(post);
  };
  for (const post of posts) {
    const day = iso(post.date);
    for (const name of post.data.conflicts) add("conflicts", name, slug(name), post);
    for (const name of post.data.places) add("places", name, slug(name), post);
    for (const name of post.data.topics) add("topics", name, slug(name), post);
    add("sources", post.data.source, slug(post.data.source), post);
    add("dates", day.slice(0, 4), day.slice(0, 4), post);
    add("dates", day.slice(0, 7), day.slice(0, 7).replace("-", "/"), post);
    add("dates", day, day.replaceAll("-", "/"), post);
  }
  return [...found.values()];
}

export default function (config) {
  config.addCollection("articles", (api) => api.getFilteredByTag("post").sort((a, b) => b.date - a.date));
  let known = null;
  const all = (api) => (known ??= groups(api.getFilteredByTag("post").sort((a, b) => b.date - a.date)));
  config.on("eleventy.before", () => { known = null; });
  config.addCollection("lists", (api) => {
    const pages = [];
    for (const group of all(api)) {
      const count = Math.ceil(group.posts.length / PAGE);
      for (let number = 0; number < count; number += 1) {
        const at = (n) => (n ? `${group.base}/page/${n + 1}.html` : `${group.base}/index.html`);
        pages.push({
          name: group.name, path: at(number), posts: group.posts.slice(number * PAGE, (number + 1) * PAGE),
          count: group.posts.length, newer: number ? at(number - 1) : "", older: number + 1 < count ? at(number + 1) : "",
        });
      }
    }
    return pages;
  });
  config.addCollection("feeds", (api) => all(api).filter((group) => group.kind !== "dates")
    .map((group) => ({ ...group, posts: group.posts.slice(0, ENTRIES) })));
  config.addCollection("kinds", (api) => ["conflicts", "places", "topics", "sources"]
    .map((kind) => ({ kind, groups: all(api).filter((group) => group.kind === kind) })));
  config.addCollection("related", (api) => {
    const found = {};
    for (const post of api.getFilteredByTag("post")) found[post.url] = new Map();
    for (const group of all(api)) {
      if (group.kind === "dates" || group.kind === "sources") continue;
      group.posts.forEach((post, at) => {
        for (let n = Math.max(0, at - REACH); n <= Math.min(group.posts.length - 1, at + REACH); n += 1) {
          const other = group.posts[n];
          if (other !== post) found[post.url].set(other, (found[post.url].get(other) ?? 0) + 1);
        }
      });
    }
    for (const url of Object.keys(found)) {
      found[url] = [...found[url]].sort((a, b) => b[1] - a[1]).slice(0, RELATED).map((pair) => pair[0]);
    }
    return [found];
  });
  config.addFilter("slug", slug);
  config.addFilter("iso", iso);
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  return { dir: { input: ".", output: "_site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
