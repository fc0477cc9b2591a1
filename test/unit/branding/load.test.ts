import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadBranding, type Branding } from '../../../src/main/branding/load.ts';
import { aLog } from '../../builders/log.ts';

const SVG = '<?xml version="1.0"?>\n<!-- ours -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
const PICTURE = PNG.sync.write(new PNG({ width: 1, height: 1 }));

function aShop(files: Record<string, string | Buffer>): {
  load: (settings: { logo?: string; pictures?: string }) => { branding: Branding; log: string[] };
} {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'pictures'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return {
    load: ({ logo, pictures }) => {
      const { log, messages } = aLog();
      const settings = {
        logo: logo === undefined ? null : join(folder, logo),
        pictures: pictures === undefined ? null : join(folder, pictures),
      };
      return { branding: loadBranding(settings, log), log: messages() };
    },
  };
}

describe('the logo of a shop', () => {
  it('is served at its own URL, with the media type of its content, not of its file name', () => {
    const { branding, log } = aShop({ 'logo.png': SVG }).load({ logo: 'logo.png' });
    expect(branding.logo).toMatch(/^shop\/[0-9a-f]{16}\.svg$/);
    expect(branding.file(branding.logo ?? '')).toEqual({
      body: Buffer.from(SVG),
      contentType: 'image/svg+xml',
    });
    expect(log).toEqual([]);
  });

  it.each([
    ['a page', '<html><svg></svg></html>', 'its type is not one of: svg, png, webp'],
    ['nothing', '', 'its type is not one of: svg, png, webp'],
    ['too large', Buffer.concat([PICTURE, Buffer.alloc(600_000)]), 'it is larger than 512 kB'],
  ])('that is %s is not shown, and the log names it', (_what, content, why) => {
    const { branding, log } = aShop({ logo: content }).load({ logo: 'logo' });
    expect(branding.logo).toBeNull();
    expect(log).toEqual([expect.stringMatching(new RegExp(`/logo is not shown: ${why}$`))]);
  });

  it('is not shown if its file is missing, and the log names the file', () => {
    const { branding, log } = aShop({}).load({ logo: 'missing.svg' });
    expect(branding.logo).toBeNull();
    expect(log).toEqual([expect.stringContaining('missing.svg is not shown: it cannot be read')]);
  });
});

describe('the pictures of a shop', () => {
  it('are shown in the order of their names, without other files', () => {
    const { branding, log } = aShop({
      'pictures/b.png': PICTURE,
      'pictures/a.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      'pictures/c.svg': SVG,
      'pictures/.hidden': 'x',
    }).load({ pictures: 'pictures' });
    expect(branding.pictures.map((address) => address.split('.')[1])).toEqual(['jpeg', 'png']);
    expect(log).toEqual([expect.stringContaining('c.svg is not shown')]);
  });

  it('are at most eight', () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `pictures/${10 + index}.png`,
        PNG.sync.write(new PNG({ width: 1 + index, height: 1 })),
      ]),
    );
    const { branding, log } = aShop(many).load({ pictures: 'pictures' });
    expect(branding.pictures).toHaveLength(8);
    expect(log).toEqual([expect.stringContaining('only the first 8 pictures')]);
  });

  it('are an empty list if the folder is missing', () => {
    const { branding, log } = aShop({}).load({ pictures: 'nowhere' });
    expect(branding.pictures).toEqual([]);
    expect(log).toEqual([expect.stringContaining('nowhere cannot be read')]);
  });
});

it('are the only files that are served', () => {
  const { branding } = aShop({ 'logo.svg': SVG }).load({ logo: 'logo.svg' });
  expect(branding.file('shop/../../settings.json')).toBeNull();
  expect(branding.file('shop/0000000000000000.svg')).toBeNull();
});
