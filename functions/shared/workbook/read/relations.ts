import { readXml } from './xml.ts';

/** How a part of the package refers to another one, or to something outside. */
export interface Relation {
  id: string;
  /** The last word of its type, `worksheet`: the rest differs between variants of the format. */
  type: string;
  /** From the root of the package; as it is when it leads outside. */
  target: string;
  external: boolean;
}

/** `xl/workbook.xml` and `worksheets/sheet1.xml` => `xl/worksheets/sheet1.xml`; `/xl/a.xml` => `xl/a.xml` */
export function resolvePart(from: string, target: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

export function readRelations(bytes: Buffer, from: string): Relation[] {
  const relations: Relation[] = [];
  readXml(bytes, {
    open(name, attribute) {
      if (!name.endsWith('Relationship')) return;
      const external = /^external$/i.test(attribute('TargetMode') ?? '');
      const target = attribute('Target') ?? '';
      relations.push({
        id: attribute('Id') ?? '',
        type: attribute('Type')?.split('/').at(-1) ?? '',
        target: external ? target : resolvePart(from, target),
        external,
      });
    },
  });
  return relations;
}
