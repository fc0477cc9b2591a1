/**
 * The architecture as one table: which folder may import which. Everything else is an error,
 * and so is a file that stands in no layer. docs/architecture.md draws the same arrows.
 */

/** Each layer: where its files are, and the layers that it may import (itself always). */
const LAYERS = {
  shared: { path: '^src/shared/', may: [] },
  // Barcode scanners that type: used by both shells, never by the renderer.
  wedge: { path: '^src/wedge/', may: ['shared'] },
  world: { path: '^src/main/world/', may: ['shared'] },
  log: { path: '^src/main/log/', may: [] },
  // The process as a whole: its children, its files, how it ends and starts again.
  lifecycle: { path: '^src/main/lifecycle/', may: ['shared', 'log'] },
  leat: { path: '^src/main/leat/(?!write\\.ts)', may: ['shared', 'world'] },
  leatWrite: { path: '^src/main/leat/write\\.ts$', may: ['shared', 'world', 'leat'] },
  journal: { path: '^src/main/journal/', may: ['shared', 'world'] },
  // Decoders, rules, settings and health: what all parts of the readers share.
  readers: { path: '^src/main/readers/([^/]+\\.ts$|decode/)', may: ['shared', 'world', 'wedge'] },
  readersWorker: { path: '^src/main/readers/worker/', may: ['shared', 'world', 'readers'] },
  readersSupervisor: {
    path: '^src/main/readers/supervisor/',
    may: ['shared', 'world', 'log', 'readers'],
  },
  readersTeach: { path: '^src/main/readers/teach/', may: ['shared', 'world', 'wedge', 'readers'] },
  branding: { path: '^src/main/branding/', may: ['shared', 'log'] },
  printer: { path: '^src/main/printer/', may: ['shared', 'world', 'log', 'lifecycle'] },
  // Each part owns the schema of its own settings.
  settings: {
    path: '^src/main/settings/',
    may: ['shared', 'world', 'session', 'log', 'readers', 'printer'],
  },
  staff: { path: '^src/main/staff/', may: ['shared', 'world', 'log'] },
  session: { path: '^src/main/session/', may: ['shared'] },
  sync: { path: '^src/main/sync/', may: ['shared', 'world', 'leat', 'leatWrite', 'journal'] },
  wallet: { path: '^src/main/wallet/', may: ['shared', 'world', 'leat', 'journal', 'sync'] },
  kiosk: {
    path: '^src/main/(kiosk/|kiosk\\.ts$)',
    may: [
      'shared',
      'wedge',
      'world',
      'log',
      'leat',
      'journal',
      'readers',
      'readersSupervisor',
      'readersTeach',
      'printer',
      'branding',
      'settings',
      'staff',
      'session',
      'sync',
      'wallet',
    ],
  },
  // What both shells serve the page with.
  page: { path: '^src/main/shell/[^/]+\\.ts$', may: [] },
  shellElectron: {
    path: '^src/main/shell/electron/',
    may: [
      'shared',
      'wedge',
      'world',
      'log',
      'lifecycle',
      'kiosk',
      'settings',
      'page',
      'readersSupervisor',
    ],
  },
  shellBrowser: {
    path: '^src/main/shell/browser/',
    may: ['shared', 'wedge', 'world', 'log', 'kiosk', 'settings', 'page'],
  },
  entryElectron: {
    path: '^src/main/index\\.ts$',
    may: [
      'shared',
      'world',
      'log',
      'lifecycle',
      'kiosk',
      'settings',
      'readersSupervisor',
      'shellElectron',
    ],
  },
  entryBrowser: {
    path: '^src/main/browser\\.ts$',
    may: [
      'shared',
      'world',
      'log',
      'lifecycle',
      'kiosk',
      'settings',
      'readersSupervisor',
      'shellBrowser',
    ],
  },
  preload: { path: '^src/preload/', may: ['shared'] },
  renderer: { path: '^src/renderer/', may: ['shared'] },
  sandbox: { path: '^src/sandbox/', may: [] },
  // Proofs, benches and scripts stand outside the product and may look at all of it.
  outside: { path: '^(test|bench|scripts)/|^[^/]+\\.config\\.(ts|js)$', may: null },
};

const arrows = Object.entries(LAYERS).flatMap(([name, { path, may }]) =>
  may === null
    ? []
    : [
        {
          name: `arrow-from-${name}`,
          comment: `${name} may import only: ${[name, ...may].join(', ')}. Move the code, or pass what is needed in as an argument.`,
          severity: 'error',
          from: { path },
          to: {
            path: '^(src|test|bench|scripts)/',
            pathNot: [name, ...may].map((layer) => LAYERS[layer].path),
          },
        },
      ],
);

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'every-file-has-a-layer',
      comment:
        'Add the file to a folder of the table in .dependency-cruiser.cjs, or the folder to the table.',
      severity: 'error',
      from: {},
      to: {
        path: '^(src|test|bench|scripts)/',
        pathNot: Object.values(LAYERS).map(({ path }) => path),
      },
    },
    {
      name: 'every-importing-file-has-a-layer',
      comment:
        'Add the file to a folder of the table in .dependency-cruiser.cjs, or the folder to the table.',
      severity: 'error',
      from: {
        path: '^(src|test|bench|scripts)/',
        pathNot: Object.values(LAYERS).map(({ path }) => path),
      },
      to: {},
    },
    {
      name: 'one-sender',
      comment: 'Only the sender may move money. Ask it to, with an operation in the journal.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/sync/sender\\.ts$' },
      to: { path: '^src/main/leat/write\\.ts$' },
    },
    {
      name: 'electron-only-in-its-shell',
      comment: "Only shell/electron, preload and the Electron entry may import 'electron'.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/shell/electron/|main/index\\.ts$|preload/)' },
      to: { path: '(^|/)node_modules/(electron|electron-store)/|^electron(-store)?$' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\./generated/|svelte/|\\$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'src/renderer/messages/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.json'],
    },
  },
};
