/** The pages of the gallery, each built and served when it is first asked for. */
import {
  buildGallery,
  buildPseudoGallery,
  BUILT_RENDERER,
  BUILT_WITH_PSEUDO_WORDS,
  servePage,
  type ServedPage,
} from './gallery.ts';
import type { BuiltPage } from './run-visits.ts';

export interface BuiltPages {
  addressOf(page: BuiltPage): Promise<string>;
  close(): Promise<void>;
}

export function builtPages(): BuiltPages {
  const served = new Map<BuiltPage, Promise<ServedPage>>();

  async function start(page: BuiltPage): Promise<ServedPage> {
    const startedMs = performance.now();
    await (page === 'pseudo' ? buildPseudoGallery() : buildGallery());
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(
      `built the page${page === 'pseudo' ? ' in the pseudo-language' : ''}, ${seconds} s`,
    );
    return await servePage(page === 'pseudo' ? BUILT_WITH_PSEUDO_WORDS : BUILT_RENDERER);
  }

  return {
    async addressOf(page) {
      const starting = served.get(page) ?? start(page);
      served.set(page, starting);
      return (await starting).address;
    },
    async close() {
      for (const page of served.values()) await (await page).close();
    },
  };
}
