import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';
import type { Local } from './local.ts';

const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
      }),
    ),
  ),
});
type Document = z.infer<typeof Document>;

interface Description {
  document: Document;
  ajv: Ajv2020;
  validators: Map<string, ValidateFunction>;
}

const descriptions = new Map<string, Promise<Description>>();

async function read(site: string): Promise<Description> {
  const document = Document.parse(await (await fetch(`${site}/openapi.json`)).json());
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  return { document, ajv: ajv.addSchema(document, 'openapi'), validators: new Map() };
}

/** `/reports/media` => `/reports/{form}`; a path of fixed words goes before one with places. */
function templateOf({ paths }: Document, path: string): string | undefined {
  const fits = (template: string) =>
    new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return Object.keys(paths)
    .filter(fits)
    .sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

const pointerStep = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/**
 * What is wrong with an answer by the site's own `/openapi.json`; undefined when it is as described there, or when
 * the route is one of the pages' alone.
 */
export async function misdescribed(
  local: Pick<Local, 'site'>,
  {
    method,
    path,
    status,
    type,
    body,
  }: { method: string; path: string; status: number; type: string; body: unknown },
): Promise<string | undefined> {
  const known = descriptions.get(local.site) ?? read(local.site);
  descriptions.set(local.site, known);
  const { document, ajv, validators } = await known;
  const template = templateOf(document, path.split('?')[0] ?? path);
  const verb = method.toLowerCase();
  const operation = template === undefined ? undefined : document.paths[template]?.[verb];
  if (!operation || template === undefined) return undefined;
  const what = `${method} ${template} answered ${status}`;
  const response = operation.responses[status];
  if (!response) return `${what}, which its description does not name`;
  if (!response.content) return undefined;
  const [media = ''] = type.split(';');
  if (!response.content[media]) return `${what} with ${type}`;
  const steps = ['paths', template, verb, 'responses', String(status), 'content', media, 'schema'];
  const ref = `openapi#/${steps.map(pointerStep).join('/')}`;
  const validate = validators.get(ref) ?? ajv.compile({ $ref: ref });
  validators.set(ref, validate);
  return validate(body) ? undefined : `${what}: ${ajv.errorsText(validate.errors)}`;
}
