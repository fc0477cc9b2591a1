/** A page on which the changed pictures are side by side: before, after, difference. */

export interface Compared {
  name: string;
  pictures: readonly { kind: string; file: string }[];
}

export function comparisonPage(base: string, changed: readonly Compared[]): string {
  const sections = changed.map(({ name, pictures }) => {
    const figures = pictures.map(
      ({ kind, file }) =>
        `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="" /></a><figcaption>${kind}</figcaption></figure>`,
    );
    return `<section><h2>${name}</h2><div>${figures.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>Changed screens</title>
<style>
  body { margin: 24px; background: #777; font: 14px system-ui, sans-serif; color: #fff; }
  section div { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 20px; }
  figure { margin: 0; }
  img { width: 100%; display: block; }
</style>
<h1>${changed.length} changed pictures since ${base}</h1>
${sections.join('\n')}
</html>
`;
}
