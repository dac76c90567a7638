// node run.mjs PEER DOCUMENTS QUERIES: builds PEER's index of JSON lines {id, title, body}, asks the queries, and prints
// CPU seconds and the peak of memory of the building (reading the lines left out), the index as text gzipped, and the
// median time of a query that was asked before.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [peer, documents, queries] = process.argv.slice(2);
const rows = readFileSync(documents, "utf8").trim().split("\n").map((line) => JSON.parse(line));

const peers = {
  async lunr() {
    const { default: lunr } = await import("lunr");
    return () => {
      const index = lunr(function () {
        this.ref("id");
        this.field("title");
        this.field("body");
        for (const row of rows) this.add(row);
      });
      return [index, (text) => index.search(text)];
    };
  },
  async minisearch() {
    const { default: MiniSearch } = await import("minisearch");
    return () => {
      const index = new MiniSearch({ fields: ["title", "body"] });
      index.addAll(rows);
      return [index, (text) => index.search(text, { boost: { title: 2 }, fuzzy: 0.2, prefix: true })];
    };
  },
};

const build = await peers[peer]();
const before = process.cpuUsage();
const [index, search] = build();
const text = JSON.stringify(index);
const used = process.cpuUsage(before);
const times = JSON.parse(readFileSync(queries, "utf8")).map((query) => {
  search(query);
  const start = performance.now();
  search(query);
  return performance.now() - start;
});
times.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    cpu: (used.user + used.system) / 1e6,
    memory: process.resourceUsage().maxRSS / 1000,
    wire: gzipSync(text).length / 1000,
    warm: times[times.length >> 1],
  }),
);
