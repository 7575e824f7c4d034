import type { Identifier, SimpleSupportStatement } from '@mdn/browser-compat-data';
import bcd from '@mdn/browser-compat-data/forLegacyNode';
import ts from 'typescript';

/*
 * What the built style sheet and the browser's scripts use that Chromium 86 does not have, by MDN's compatibility
 * data. esbuild lowers the syntax and refuses what it cannot lower; names of properties and of APIs it passes on.
 */

const OLDEST = 86;

/** Since which Chrome a feature is there without a prefix or a flag; undefined when the data do not know it. */
function since(feature: Identifier | undefined): number | undefined {
  const support = feature?.__compat?.support.chrome;
  if (support === undefined) return undefined;
  const plain = (statement: SimpleSupportStatement) =>
    statement.flags === undefined &&
    statement.alternative_name === undefined &&
    statement.prefix === undefined;
  const added = [support].flat().find(plain)?.version_added;
  return typeof added === 'string' ? Number(added.replace('≤', '')) : Number.POSITIVE_INFINITY;
}

const isNew = (feature: Identifier | undefined): boolean => (since(feature) ?? 0) > OLDEST;

const UNITS = new Set('px em rem ch ex vh vw vmin vmax s ms fr deg dpi dppx pt cm mm'.split(' '));
const { properties = {}, selectors = {}, types = {}, 'at-rules': atRules = {} } = bcd.css;
const { api, javascript } = bcd;
const { builtins = {} } = javascript;

/** Names of functions in values stand alone or under their kind: `calc`, `gradient.linear-gradient`. */
function callable(word: string): Identifier | undefined {
  const kind = Object.keys(types).find((name) => types[name]?.[word]?.__compat);
  return types[word] ?? (kind === undefined ? undefined : types[kind]?.[word]);
}

/** As a property, or as what only a printed page has: `size`. */
const isKnown = (name: string): boolean =>
  [properties, atRules.page].some((place) => place?.[name] && !isNew(place[name]));

function newInValue(property: string, value: string): string[] {
  const found: string[] = [];
  for (const [, word = '', call] of value.matchAll(/(?<![\w.#-])(-?[a-z][\w-]*)(\()?/gi)) {
    const known = properties[property]?.[word] ?? (call ? callable(word) : undefined);
    if (isNew(known)) found.push(`${property}: ${word}`);
  }
  for (const [, unit = ''] of value.matchAll(/(?<![\w#-])\d*\.?\d+([a-z]+)/gi)) {
    if (!UNITS.has(unit)) found.push(`${property}: the unit ${unit}`);
  }
  return found;
}

/** @returns a line for each feature of a style sheet that is newer, or that the data do not know */
export function newInStyle(text: string): string[] {
  const css = text.replace(/\/\*.*?\*\//gs, '').replace(/"[^"]*"|url\([^)]*\)/g, '""');
  const found: string[] = [];
  for (const [, name = '', prelude = ''] of css.matchAll(/@([\w-]+)([^{;]*)/g)) {
    if (!atRules[name] || isNew(atRules[name])) found.push(`@${name}`);
    if (/[<>]/.test(prelude)) found.push(`@${name}${prelude}`);
    for (const [, feature = ''] of prelude.matchAll(/\(([a-z-]+)/g)) {
      if (isNew(atRules[name]?.[feature])) found.push(`@${name} (${feature})`);
    }
  }
  for (const [, selector = ''] of css.matchAll(/(?<=^|[{};])([^{}@;]+)\{/g)) {
    for (const [pseudo, name = ''] of selector.matchAll(/::?([\w-]+)/g)) {
      if (!selectors[name] || isNew(selectors[name])) found.push(pseudo);
    }
    if (selector.includes('&')) found.push(selector);
  }
  for (const [, property = '', value = ''] of css.matchAll(/(?<=[{;])\s*([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    if (property.startsWith('--')) found.push(...newInValue(property, value));
    else if (!isKnown(property)) found.push(property);
    else found.push(...newInValue(property, value));
  }
  return [...new Set(found)].sort();
}

/** Where the data tell of what TypeScript declares in mixins and helpers of its own. */
const ALSO: { [declared: string]: readonly string[] } = {
  ReadonlyArray: ['Array'],
  Body: ['Response'],
  ParentNode: ['Element', 'Document'],
  NonDocumentTypeChildNode: ['Element'],
  ChildNode: ['Element'],
  NonElementParentNode: ['Document'],
  DocumentOrShadowRoot: ['Document'],
  ElementContentEditable: ['HTMLElement'],
  HTMLOrSVGElement: ['HTMLElement'],
  GlobalEventHandlers: ['Element', 'HTMLElement', 'Window'],
  WindowOrWorkerGlobalScope: ['Window'],
  WindowLocalStorage: ['Window'],
  WindowSessionStorage: ['Window'],
  WindowEventHandlers: ['Window'],
  AnimationFrameProvider: ['Window'],
  MessageEventTarget: ['Worker'],
  AbstractWorker: ['Worker'],
  HTMLHyperlinkElementUtils: ['HTMLAnchorElement'],
  NavigatorOnLine: ['Navigator'],
  XMLHttpRequestEventTarget: ['XMLHttpRequest'],
  PromiseLike: ['Promise'],
  BeforeUnloadEvent: ['Event'],
};

const placesOf = (declared: string): Identifier[] =>
  [declared, declared.replace(/Constructor$/, ''), ...(ALSO[declared] ?? [])].flatMap(
    (name) => api[name] ?? builtins[name] ?? [],
  );

/** `Array.at`, or the name of a global; undefined for what the language's libraries do not declare. */
function libraryName(program: ts.Program, node: ts.Identifier): readonly [string, string] | undefined {
  const declaration = program.getTypeChecker().getSymbolAtLocation(node)?.declarations?.[0];
  if (!declaration || !program.isSourceFileDefaultLibrary(declaration.getSourceFile())) return undefined;
  const { parent } = declaration;
  if (ts.isInterfaceDeclaration(parent)) return [parent.name.text, node.text];
  // `declare var AbortSignal: { timeout(…): … }`
  const holder = ts.isTypeLiteralNode(parent) ? parent.parent : undefined;
  const named = holder && ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name);
  return [named ? holder.name.text : '', node.text];
}

/** What a library's name is since; undefined when the data do not know the name. */
function sinceOf([owner, name]: readonly [string, string]): number | undefined {
  if (owner === '') return since(api[name] ?? builtins[name] ?? api.Window?.[name]);
  const known = placesOf(owner).flatMap((place) => since(place[name] ?? place[`${name}_static`]) ?? []);
  return known.length === 0 ? undefined : Math.min(...known);
}

const isIn = (built: string, [owner, name]: readonly [string, string]): boolean =>
  new RegExp(`${owner ? '\\.' : '\\b'}${name}\\b`).test(built);

/**
 * @param files entries of scripts; what they import is looked at too
 * @param built the scripts as pages get them: what the build left out of a file does not count
 * @returns a line for each API that is newer, `AbortSignal.timeout in browser/send.ts`
 */
export function newInScripts(files: readonly string[], built: string): { used: number; found: string[] } {
  const program = ts.createProgram([...files], {
    target: ts.ScriptTarget.ES2024,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
    strict: true,
    skipLibCheck: true,
  });
  const used = new Set<string>();
  const found = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile) continue;
    const look = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      const name = ts.isIdentifier(node) ? libraryName(program, node) : undefined;
      const at = name && sinceOf(name);
      if (name && at !== undefined) used.add(name.join('.'));
      if (name && at !== undefined && at > OLDEST && isIn(built, name)) {
        found.add(
          `${name.filter(Boolean).join('.')} in ${file.fileName.replace(/^.*\/(?=functions|schemas)/, '')}`,
        );
      }
      ts.forEachChild(node, look);
    };
    look(file);
  }
  return { used: used.size, found: [...found].sort() };
}
