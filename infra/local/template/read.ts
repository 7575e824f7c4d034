import * as z from 'zod';
import type { ResolvedTemplate } from './document.ts';

/** A resource that the local system makes, its properties parsed. */
export interface Made<T> {
  id: string;
  name: string;
  properties: T;
}

/**
 * All resources of one type. Shapes are strict, so that a property which nothing here obeys is an error; those
 * that cannot matter on one machine are listed by the shapes with `notHere`.
 * @throws Error naming the resource and the property
 */
export function resourcesOf<T>(template: ResolvedTemplate, type: string, shape: z.ZodType<T>): Made<T>[] {
  return Object.entries(template.resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => {
      const properties = shape.safeParse(resource.Properties);
      if (!properties.success)
        throw new Error(
          `${id} (${type}) asks for what the local system does not know: ${z.prettifyError(properties.error)}`,
        );
      return { id, name: template.nameOf(id), properties: properties.data };
    });
}

/** A property that is read past, because it cannot matter on one machine. */
export const notHere = (_why: string) => z.unknown().optional();
