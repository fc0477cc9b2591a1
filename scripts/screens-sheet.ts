/** A page on which all pictures of one look lie side by side, named. */

export function sheetPage(title: string, shots: readonly string[]): string {
  const figures = shots
    .map(
      (src) =>
        `<figure><img src="${src}" alt="" /><figcaption>${nameOf(src)}</figcaption></figure>`,
    )
    .join('\n');
  const wide = title === 'portrait' || title === 'dark' ? 220 : 380;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>Screens: ${title}</title>
<style>
  body { margin: 24px; background: #777; font: 13px system-ui, sans-serif; color: #fff; }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(${wide}px, 1fr)); gap: 20px; }
  figure { margin: 0; }
  img { width: 100%; display: block; border-radius: 6px; }
  figcaption { padding-top: 4px; }
</style>
<main>
${figures}
</main>
</html>
`;
}

/** `en · balance` from `portrait/en/balance.webp`. */
function nameOf(src: string): string {
  return src.split('/').slice(1).join(' · ').replace('.webp', '');
}
