import * as z from 'zod';
import type { Place } from '../place.ts';
import { Document, type ResolvedTemplate } from './document.ts';
import { NO_VALUE, resolveValue, type Scope } from './intrinsics.ts';
import { KINDS, type Kind, nameFor } from './kinds.ts';

const pseudoParameters = (place: Place): { [name: string]: unknown } => ({
  'AWS::AccountId': place.account,
  'AWS::NoValue': NO_VALUE,
  'AWS::NotificationARNs': [],
  'AWS::Partition': place.partition,
  'AWS::Region': place.region,
  'AWS::StackId': `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${place.stack}/local`,
  'AWS::StackName': place.stack,
  'AWS::URLSuffix': 'localhost',
});

/** Follows names that depend on names, once each, and finds circles instead of running in them. */
function remember<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, T>();
  const looking = new Set<string>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    if (looking.has(key)) throw new Error(`${key} depends on itself`);
    looking.add(key);
    const value = find(key);
    looking.delete(key);
    found.set(key, value);
    return value;
  };
}

/**
 * A synthesised template as it would be deployed to `place`: conditions decided, names given, every intrinsic
 * function replaced by its value.
 * @throws Error with a sentence that names the resource and the type, attribute or intrinsic function that the
 * local system does not know, because what it ignored would only fail once deployed
 */
export function resolveTemplate(synthesised: unknown, place: Place): ResolvedTemplate {
  const parsed = Document.safeParse(synthesised);
  if (!parsed.success) throw new Error(`this template is not known here: ${z.prettifyError(parsed.error)}`);
  const { Parameters, Mappings, Conditions, Resources } = parsed.data;
  const pseudo = pseudoParameters(place);

  const condition = remember((name): boolean => {
    if (!Object.hasOwn(Conditions, name)) throw new Error(`the condition ${name} is not in the template`);
    return resolveValue(Conditions[name], scope) === true;
  });

  function find(id: string) {
    const resource = Object.hasOwn(Resources, id) ? Resources[id] : undefined;
    if (!resource) throw new Error(`${id} is referred to and is not in the template`);
    if (resource.Condition !== undefined && !condition(resource.Condition))
      throw new Error(`${id} is referred to though its condition ${resource.Condition} leaves it out`);
    const kind: Kind | undefined = Object.hasOwn(KINDS, resource.Type) ? KINDS[resource.Type] : undefined;
    if (!kind)
      throw new Error(
        `${id} is a ${resource.Type}, which the local system does not know: say in infra/local/template/kinds.ts what makes it, or why nothing has to`,
      );
    return { resource, kind };
  }

  const named = remember((id) => {
    const { resource, kind } = find(id);
    const given =
      kind.nameProperty === undefined
        ? undefined
        : resolveValue(resource.Properties[kind.nameProperty], scope);
    return { id, place, name: typeof given === 'string' ? given : nameFor(resource.Type, id) };
  });

  function nameOf(id: string): string {
    const { kind } = find(id);
    return kind.ref ? kind.ref(named(id)) : named(id).name;
  }

  function attributeOf(id: string, attribute: string): string {
    const { kind, resource } = find(id);
    const value = kind.attributes && Object.hasOwn(kind.attributes, attribute) && kind.attributes[attribute];
    if (!value) throw new Error(`the attribute ${attribute} of ${id} (${resource.Type}) is not known here`);
    return value(named(id));
  }

  function reference(id: string): unknown {
    if (Object.hasOwn(pseudo, id)) return pseudo[id];
    if (id.startsWith('AWS::')) throw new Error(`the pseudo parameter ${id} is not known here`);
    const parameter = Object.hasOwn(Parameters, id) ? Parameters[id] : undefined;
    if (!parameter) return nameOf(id);
    if (parameter.Type.startsWith('AWS::') || parameter.Default === undefined)
      throw new Error(`the parameter ${id} has no value here`);
    return parameter.Default;
  }

  const scope: Scope = {
    reference,
    attribute: attributeOf,
    condition,
    mapping(map, first, second) {
      const value = Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`the mapping ${map} has no ${first} / ${second}`);
      return value;
    },
  };

  const resources = Object.entries(Resources)
    .filter(([, { Condition }]) => Condition === undefined || condition(Condition))
    .map(([id, { Type, Properties, Metadata }]) => {
      find(id);
      try {
        const resolved = Object.entries(Properties)
          .map(([name, value]) => [name, resolveValue(value, scope)] as const)
          .filter(([, value]) => value !== NO_VALUE);
        return [id, { Type, Properties: Object.fromEntries(resolved), Metadata }] as const;
      } catch (error) {
        throw new Error(`${id} (${Type}): ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    });
  return { resources: Object.fromEntries(resources), nameOf, attributeOf };
}
