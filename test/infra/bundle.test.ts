import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BUNDLES } from '../../infra/bundle.ts';
import { CAPABILITIES, type FunctionName } from '../../infra/capabilities.ts';
import { routesOf } from '../../infra/routes.ts';

const names = Object.keys(CAPABILITIES) as FunctionName[];
const folders = readdirSync(new URL('../../functions', import.meta.url)).filter((name) => name !== 'shared');

describe('bundles', () => {
  it('are made of the functions of the stack, no more and no fewer', () => {
    expect(folders.sort()).toEqual([...names].sort());
  });

  it.each(names.filter((name) => routesOf(name).length > 0))('%s starts fast: 400 KiB at most', (name) => {
    expect(statSync(join(BUNDLES, name, 'index.mjs')).size / 1024).toBeLessThanOrEqual(400);
  });
});
