// Joins the modules into the one script that the package carries, and says of which sources it is made.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// tests/export/test_page_script.py counts the same, so that a bundle of older sources is noticed without node.
const digest = createHash("sha256");
for (const name of readdirSync(here("src")).sort()) digest.update(`${name}\n${readFileSync(here(`src/${name}`), "utf8")}`);

const { outputFiles: [bundle] } = await build({
  entryPoints: [here("src/main.js")],
  bundle: true,
  charset: "utf8",
  format: "iife",
  globalName: "page",
  legalComments: "none",
  target: "es2022",
  write: false,
});
const head = `"use strict";\n// Made from page/src by \`make page\`; sources ${digest.digest("hex")}\n`;
writeFileSync(here("../src/policysum/export/templates/review.js"), head + bundle.text.replace(/^"use strict";\n/, ""));
