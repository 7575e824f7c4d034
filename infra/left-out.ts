import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Modules that libraries always bring along and that nothing here ever runs, with what stands in their place. */
export const NEVER_RUN = [
  // Caches hosts that DynamoDB named; it is asked for them only where endpoint discovery is switched on.
  { path: /\/@aws-sdk\/endpoint-cache\/.*\.js$/, contents: 'export class EndpointCache {}' },
  // A calculus of rules for dual stacks, FIPS, account ids and control planes. Ours is an address given or the usual one.
  {
    path: /\/@aws-sdk\/client-dynamodb\/dist-es\/endpoint\/endpointResolver\.js$/,
    contents: `import { partition } from '@aws-sdk/core/client';
      export const defaultEndpointResolver = ({ Endpoint, Region }) => ({
        url: new URL(Endpoint ?? 'https://dynamodb.' + Region + '.' + partition(Region).dnsSuffix),
        headers: {},
        properties: {},
      });`,
  },
  // A function has no home with files of settings in it, and what runs on a developer's machine shall not read theirs.
  {
    path: /\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    contents: `export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  // Asks a virtual machine where it is; a function is told.
  {
    path: /\/regionConfig\/getInstanceMetadataRegion\.js$/,
    contents: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  // Waits as long as a whole fleet of clients should; one must ask for it by name.
  {
    path: /\/util-retry\/AdaptiveRetryStrategy\.js$/,
    contents: 'export class AdaptiveRetryStrategy {}',
  },
  // Signs the headers of messages in a stream of events.
  { path: /\/signature-v4\/dist-es\/HeaderFormatter\.js$/, contents: 'export class HeaderFormatter {}' },
  // Reads and writes moments letter by letter, for engines whose own Date might not: ours does it as well.
  {
    path: /\/serde\/date-utils\.js$/,
    contents: `const moment = (text) => (text == null ? undefined : new Date(text));
      export { moment as parseRfc3339DateTime, moment as parseRfc3339DateTimeWithOffset };
      export { moment as parseRfc7231DateTime };
      export const parseEpochTimestamp = (seconds) =>
        seconds == null ? undefined : new Date(Math.round(Number(seconds) * 1000));
      export const dateToUtcString = (date) => date.toUTCString();`,
  },
  // SHA-256 for a Node that was built without its own.
  { path: /\/checksum\/sha256\/Sha256Js\.js$/, contents: 'export class Sha256Js {}' },
  // Tells invocations apart where a function takes several at a time; ours take one, whose trace is in the environment.
  {
    path: /\/@aws\/lambda-invoke-store\/.*\.js$/,
    contents: 'export const InvokeStore = { getInstanceAsync: async () => undefined };',
  },
  // Tells a logger what each call carried and brought; no client is given one, and none ever should.
  {
    path: /\/middleware-logger\/loggerMiddleware\.js$/,
    contents: `export const getLoggerPlugin = () => ({ applyToStack() {} });
      export const loggerMiddleware = undefined, loggerMiddlewareOptions = undefined;`,
  },
  // Takes what is secret out of what a logger is told.
  {
    path: /\/smithy-client\/schemaLogFilter\.js$/,
    contents: "export const schemaLogFilter = () => 'left out';",
  },
  // Lets other packages change a client's settings when it is made; ours are given where it is.
  {
    path: /\/@aws-sdk\/client-[a-z0-9]+\/dist-es\/runtimeExtensions\.js$/,
    contents: 'export const resolveRuntimeExtensions = (config) => config;',
  },
  // Counts which features of the SDK are used, for its makers.
  {
    path: /\/middleware-user-agent\/check-features\.js$/,
    contents: 'export const checkFeatures = async () => {};',
  },
  // Warns of old versions of Node; the stack says which one runs.
  {
    path: /\/@aws-sdk\/core\/.*\/emitWarningIfUnsupportedVersion\.js$/,
    contents: 'export const emitWarningIfUnsupportedVersion = () => {}, state = {};',
  },
  // Puts an application of another framework under a path.
  { path: /\/hono\/dist\/utils\/mount\.js$/, contents: 'export const createMountedRequest = undefined;' },
  // Reads bodies into forms and files; ours are read once, at the edge, by functions/shared/http/body.ts.
  { path: /\/hono\/dist\/utils\/body\.js$/, contents: 'export const parseBody = undefined;' },
  // Every kind of content that shrinks; functions/shared/http/app.ts names its own.
  {
    path: /\/hono\/dist\/utils\/compress\.js$/,
    contents: 'export const COMPRESSIBLE_CONTENT_TYPE_REGEX = /^text/;',
  },
  // Reads quoted parameters and wildcards of media types; of encodings there are only names and weights.
  {
    path: /\/hono\/dist\/utils\/accept\.js$/,
    contents: `export const parseAccept = (header) =>
      header.split(',').map((part) => {
        const [type = '', q] = part.trim().split(/ *; *q=/i);
        return { type, q: q === undefined ? 1 : Number(q) };
      });`,
  },
  // Moves a page's title, links and scripts into its head and calls functions for forms: ours stand where they belong.
  {
    path: /\/hono\/dist\/jsx\/intrinsic-element\/components\.js$/,
    contents: 'export const components_exports = {};',
  },
  // zod's own English sentences: whatever people read is worded here, by the code of the issue.
  {
    path: /\/zod\/v4\/locales\/en\.js$/,
    contents: "export default () => ({ localeError: () => 'invalid' });",
  },
];

/** Faults of backups, exports, replicas and of tables as a whole: nobody here asks for what raises them. */
const OF_TABLES =
  /^export class ((?:Backup|ContinuousBackups|DuplicateItem|Export|GlobalTable|Import|Index|InvalidExport|InvalidRestore|PointInTime|Policy|Replica(?!ted)|Table)\w*) extends[\s\S]*?^}\n/gm;

/** The client knows each fault by a class of its own; those of tables share one. */
function withoutFaultsOfTables(source: string): string {
  const names = [...source.matchAll(OF_TABLES)].map(([, name]) => `OfTables as ${name}`);
  return `${source.replace(OF_TABLES, '')}
    class OfTables extends __BaseException {}
    export { ${names.join(', ')} };`;
}

/**
 * Leaves such modules out of the bundles: about 80 KB that every cold start would read. A function that came to
 * need one would fail at its first call in the end-to-end tests, which run the bundles.
 */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    for (const { path, contents } of NEVER_RUN) build.onLoad({ filter: path }, () => ({ contents }));

    // Loaded when an operation streams events; those of the services used here do not.
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'event-streams', namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export {};' }));

    build.onLoad(
      { filter: /\/@aws-sdk\/client-dynamodb\/dist-es\/models\/errors\.js$/ },
      async ({ path }) => ({
        contents: withoutFaultsOfTables(await readFile(path, 'utf8')),
      }),
    );

    // Functions are called by version 2 of the gateway's events: not by its version 1, load balancers or lattices.
    build.onLoad({ filter: /\/hono\/dist\/adapter\/aws-lambda\/handler\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /= new (?:EventV1|ALB|LatticeV2)Processor\(\)/g,
        '= v2Processor',
      ),
    }));

    // Every region by its name; a pattern beside them finds a region's partition.
    build.onLoad({ filter: /\/util-endpoints\/lib\/aws\/partitions\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/"regions": \{[\s\S]*?\n {12}\}/g, '"regions": {}'),
    }));

    // A client names itself and its version to the service; the rest of its package.json would travel along.
    build.onLoad({ filter: /\/@aws-sdk\/client-[a-z]+\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};
