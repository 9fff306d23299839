import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": "error",
      "no-restricted-properties": ["error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => (
          { property, message: "Text of a report goes in as text: use textContent or append." }))],
      "no-implied-eval": "error",
      "no-eval": "error",
      "no-shadow": ["error", { hoist: "functions" }],
      "no-use-before-define": "off",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["src/**"], languageOptions: { globals: globals.browser } },
  { files: ["test/**", "build.js", "eslint.config.js"], languageOptions: { globals: globals.node } },
];
