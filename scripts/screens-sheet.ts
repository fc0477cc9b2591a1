/** A page with all pictures of one look side by side, each with its name. */

export function sheetPage(
  title: string,
  thumbPx: number,
  pictures: readonly { name: string; picture: Buffer }[],
): string {
  const figures = pictures
    .map(
      ({ name, picture }) =>
        `<figure><img src="data:image/webp;base64,${picture.toString('base64')}" alt="" /><figcaption>${name}</figcaption></figure>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>${title}</title>
<style>
  body { margin: 24px; background: #777; font: 13px system-ui, sans-serif; color: #fff; }
  main { display: grid; grid-template-columns: repeat(auto-fill, ${thumbPx}px); gap: 20px; }
  figure { margin: 0; }
  img { width: 100%; display: block; border-radius: 6px; }
  figcaption { padding-top: 4px; overflow-wrap: anywhere; }
</style>
<main>
${figures}
</main>
</html>
`;
}
