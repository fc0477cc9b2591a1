/**
 * The page that a window shows after another window took the kiosk over. The window leaves the kiosk's page for it, so
 * nothing of the customer is left in it. Its button opens the kiosk here again, which takes it over from the other one.
 */
import { definitionOf, type Language } from '../../../shared/languages/index.ts';
import { directionOf } from '../../../shared/languages/direction.ts';

export const ELSEWHERE_STYLE_PATH = '/elsewhere.css';

/** `language`: the language of the shop. The language of the customer is not kept. */
export function elsewherePage(language: Language): string {
  const { text, button } = definitionOf(language).elsewhere;
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Prepaid Kiosk</title>
    <link rel="stylesheet" href="${ELSEWHERE_STYLE_PATH}" />
  </head>
  <body>
    <main>
      <h1>${text}</h1>
      <form action="/"><button>${button}</button></form>
    </main>
  </body>
</html>
`;
}

/** The policy of the page allows no style within the page itself. */
export const ELSEWHERE_STYLE = `:root {
  color-scheme: light dark;
}

body {
  display: grid;
  min-height: 100vh;
  margin: 0;
  place-items: center;
  background: Canvas;
  color: CanvasText;
  font: clamp(1.25rem, 2vmax, 2.25rem) / 1.4 system-ui, sans-serif;
}

main {
  display: grid;
  gap: 1.25em;
  max-width: 22em;
  padding: 1.5em;
  justify-items: start;
}

h1 {
  margin: 0;
  font-size: 1.6em;
  line-height: 1.2;
}

button {
  padding: 0.9em 2em;
  border: 2px solid transparent;
  border-radius: 0.7em;
  background: #2347c5;
  color: #fff;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}

button:focus-visible {
  outline: 4px solid Highlight;
  outline-offset: 4px;
}
`;
