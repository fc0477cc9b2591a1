/** The OpenAPI document as a page for people. It fetches nothing and has no script. */
import { FAULT_KINDS } from '../faults/fault.ts';
import { DEFAULT_BEHAVIOUR } from '../behaviour.ts';
import { operations, type Operation } from './document.ts';

export function openApiPage(): string {
  const all = operations();
  const tags = [...new Set(all.map(({ tag }) => tag))];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox of the Leat prepaid API</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sandbox of the Leat prepaid API</h1>
<p>An emulator for development and tests; no money moves here. The same as an
<a href="/__sandbox/openapi.json">OpenAPI document</a>; <code>docs/sandbox.md</code> describes the behaviour and the faults.</p>
${tags.map((tag) => section(tag, all)).join('\n')}
<h2>Behaviour and its defaults</h2>
<table>${Object.entries(DEFAULT_BEHAVIOUR).map(behaviourRow).join('')}</table>
<h2>Faults</h2>
<p>${FAULT_KINDS.map((kind) => `<code>${kind}</code>`).join(' ')}</p>
</main>
</body>
</html>
`;
}

function section(tag: string, all: readonly Operation[]): string {
  const articles = all.filter((each) => each.tag === tag).map(article);
  return `<h2>${escaped(tag)}</h2>\n${articles.join('\n')}`;
}

function article({ method, path, operation }: Operation): string {
  const { summary, description, parameters, requestBody, responses } = operation;
  const details = { parameters, requestBody, responses };
  return `<details>
<summary><span class="method">${method}</span> <code>${escaped(path)}</code><br>${markedUp(summary)}</summary>
${typeof description === 'string' ? `<p>${markedUp(description)}</p>` : ''}
<pre>${escaped(JSON.stringify(details, null, 2))}</pre>
</details>`;
}

function behaviourRow([name, value]: [string, unknown]): string {
  return `<tr><th scope="row"><code>${name}</code></th><td><code>${escaped(JSON.stringify(value))}</code></td></tr>`;
}

function markedUp(value: unknown): string {
  const text = typeof value === 'string' ? escaped(value) : '';
  return text.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 17px/1.55 ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.5rem 6rem; }
h1 { font-size: 2.2rem; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 0.75rem; }
code, pre { font: 0.88em/1.5 ui-monospace, monospace; }
details { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
summary { padding: 0.7rem 0; cursor: pointer; overflow-wrap: anywhere; }
summary::marker { color: color-mix(in srgb, currentColor 45%, transparent); }
.method { font: 700 0.78em ui-monospace, monospace; letter-spacing: 0.05em; }
pre { overflow-x: auto; padding: 1rem; border-radius: 0.5rem;
  background: color-mix(in srgb, currentColor 7%, transparent); }
table { border-collapse: collapse; }
th { text-align: left; font-weight: inherit; padding-right: 2rem; }
a { color: inherit; }
`;
