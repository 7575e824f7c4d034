import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FOLDER = 'functions/site/assets/style';

/** The names of the style sheet's parts, in the order in which they hold. */
const PARTS = [...readFileSync(`${FOLDER}/index.css`, 'utf8').matchAll(/@import "\.\/([a-z-]+\.css)";/g)];

/** The style sheet as it was written. */
export const styleSheet = PARTS.map(([, file]) => readFileSync(`${FOLDER}/${file}`, 'utf8')).join('\n');

/** Where the build leaves the files that pages load. */
export const builtAssets = pathToFileURL('dist/functions/site/assets/');
