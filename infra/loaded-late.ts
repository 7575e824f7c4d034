import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/** Packages that one answer in a hundred needs: a file of their own beside the bundle, read when they are first wanted. */
const LATE: { [specifier: string]: { name: string; what: 'default' | '*' } } = {
  'write-excel-file/node': { name: 'write-excel-file', what: 'default' },
  'csv-parse/sync': { name: 'csv-parse', what: '*' },
};

/** Leaves `await import('write-excel-file/node')` to the file beside the bundle. */
export const loadedLate: Plugin = {
  name: 'loaded-late',
  setup({ onResolve }) {
    onResolve({ filter: /^(write-excel-file\/node|csv-parse\/sync)$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `./${LATE[path]?.name}.mjs`, external: true } : undefined,
    );
  },
};

/** Writes those files beside the bundles that want them. */
export async function buildLate(options: BuildOptions, { outputs }: Metafile, root: string): Promise<void> {
  for (const [specifier, { name, what }] of Object.entries(LATE)) {
    const wanting = Object.entries(outputs).filter(([, { imports }]) =>
      imports.some(({ path, external }) => external && basename(path) === `${name}.mjs`),
    );
    const folders = wanting.map(([file]) => dirname(resolve(root, file)));
    const contents = `export ${what === '*' ? '*' : '{ default }'} from ${JSON.stringify(specifier)};`;
    await Promise.all(
      folders.map((folder) =>
        build({ ...options, stdin: { contents, resolveDir: root }, outfile: join(folder, `${name}.mjs`) }),
      ),
    );
  }
}
