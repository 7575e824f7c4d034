import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type * as z from 'zod';
import { S3Error } from './errors.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  // What makes the library decode numeric references, which keys with odd characters arrive as.
  htmlEntities: true,
  isArray: (name) => ['Part', 'Object', 'Tag'].includes(name),
});

function parsed(source: string): unknown {
  if (source.includes('<!DOCTYPE') || XMLValidator.validate(source) !== true) return undefined;
  try {
    return parser.parse(source);
  } catch {
    return undefined;
  }
}

/**
 * Reads a request body. Repeated elements (Part, Object, Tag) are always arrays.
 * @throws S3Error MalformedXML when it is not XML, has a DTD, or has not the shape.
 */
export function parseXml<T>(source: string, shape: z.ZodType<T>): T {
  const result = shape.safeParse(parsed(source));
  if (!result.success) throw new S3Error('MalformedXML');
  return result.data;
}
