import type { Campaign } from '../../../schemas/campaign.ts';
import { exact } from '../../../schemas/contract/exact.ts';
import { ProblemDocument } from '../../../schemas/contract/problem.ts';
import type { Form } from '../../../schemas/form.ts';
import { PAGE_OF } from '../../shared/http/page-of.ts';
import { PROBLEMS, type ProblemCode } from '../../shared/problems.ts';
import { answerSchemas, refTo, type Schema, schemaOf } from './components.ts';
import type { Operation } from './operation.ts';
import { archives } from './operations/archives.ts';
import { attachments } from './operations/attachments.ts';
import { audit } from './operations/audit.ts';
import { desk } from './operations/desk.ts';
import { differences } from './operations/differences.ts';
import { mails } from './operations/mails.ts';
import { messages } from './operations/messages.ts';
import { personalData } from './operations/personal-data.ts';
import { publication } from './operations/publication.ts';
import { reminders } from './operations/reminders.ts';
import { reports } from './operations/reports.ts';
import { roster } from './operations/roster.ts';
import { signIn } from './operations/sign-in.ts';
import { site } from './operations/site.ts';
import { status } from './operations/status.ts';
import { totals } from './operations/totals.ts';
import { workbook } from './operations/workbook.ts';

const GROUPS = {
  site,
  'sign-in': signIn,
  reports,
  workbook,
  messages,
  differences,
  attachments,
  desk,
  audit,
  archives,
  mails,
  totals,
  reminders,
  roster,
  status,
  publication,
  'personal-data': personalData,
};

const PARAMETERS: { [name: string]: Schema } = {
  form: { description: 'A form of the campaign' },
  unit: { description: 'A reporting unit' },
  office: { description: 'An office' },
  id: { description: 'The id that the server gave' },
  reference: { description: 'A reference number; dashes, spaces and lower case are read too' },
};

function problemsOf({ route, role, body, posted, file, problems = [] }: Operation): ProblemCode[] {
  return [
    ...(role ? (['not-signed-in', 'not-allowed'] as const) : []),
    ...(role === 'unit' ? (['other-unit'] as const) : []),
    ...(route.startsWith('GET') ? [] : (['foreign-page'] as const)),
    ...(body ? (['malformed-request'] as const) : []),
    ...((body ?? posted) ? (['too-large', 'unsupported-type', 'invalid-input'] as const) : []),
    ...(file ? (['unsupported-type', 'invalid-input'] as const) : []),
    ...problems,
    'unexpected',
  ];
}

/** One answer a status, which names the codes that it may carry. */
function problemAnswers(operation: Operation): { [status: string]: object } {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => PROBLEMS[code].status);
  const answers = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].text.en}`).join('\n\n'),
      content: { 'application/problem+json': { schema: refTo('Problem') } },
    },
  ]);
  return Object.fromEntries(answers);
}

function goodAnswers({ answers }: Operation): { [status: string]: object } {
  const described = Object.entries(answers).map(([status, { description, schema, headers }]) => [
    status,
    {
      description,
      ...(headers && {
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, text]) => [
            name,
            { description: text, schema: { type: 'string' } },
          ]),
        ),
      }),
      ...(schema && { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
    },
  ]);
  return Object.fromEntries(described);
}

/** The pages' own: they outlive the session that they were drawn for. */
const AS = {
  [PAGE_OF]:
    'The unit that the request is meant for: refused when the session is of another. Programs need not send it.',
};

function parametersOf({ route, role, header, query = {} }: Operation): Schema[] {
  const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...PARAMETERS[name],
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries({ ...query, ...(role === 'unit' && AS) }).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  const inHeader = header
    ? [
        {
          name: header.name,
          in: 'header',
          required: true,
          description: header.description,
          schema: schemaOf(header.schema, 'input'),
        },
      ]
    : [];
  return [...inPath, ...inQuery, ...inHeader];
}

/** What is sent, by its content type. */
function bodyOf({ body, posted, file }: Operation): object | undefined {
  const shapes = {
    'application/json': body && exact(body),
    'application/x-www-form-urlencoded': posted,
  };
  const content = Object.entries(shapes).flatMap(([type, shape]) =>
    shape ? [[type, { schema: schemaOf(shape, 'input') }] as const] : [],
  );
  if (file) content.push([file, { schema: {} }]);
  return content.length > 0 ? { required: true, content: Object.fromEntries(content) } : undefined;
}

function described(operation: Operation, tag: string): object {
  const { id, summary, role } = operation;
  const requestBody = bodyOf(operation);
  const parameters = parametersOf(operation);
  const description = [operation.description, role && `For: ${role}.`].filter(Boolean).join('\n\n');
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: role ? [{ bearer: [] }, { cookie: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: { ...goodAnswers(operation), ...problemAnswers(operation) },
  };
}

/** The OpenAPI 3.1 document: made from the very shapes that handlers parse with, and from the live forms. */
export function openApi(campaign: Campaign, forms: readonly Form[]): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const [tag, operations] of Object.entries(GROUPS)) {
    for (const operation of operations) {
      const [method = '', path = ''] = operation.route.split(' ');
      paths[path] = { ...paths[path], [method.toLowerCase()]: described(operation, tag) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Science Week Intake',
      version: '1.0.0',
      summary: campaign.title.en,
      description:
        'The same URLs serve pages to browsers. Ask for `application/json`; messages are in the language of Accept-Language (zh-CN by default, en). Errors are `application/problem+json` (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.keys(GROUPS).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemDocument, 'output'), ...answerSchemas(forms) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  };
}
