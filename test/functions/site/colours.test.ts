import { describe, expect, it } from '@jest/globals';
import { styleSheet as css } from '../../support/style-sheet.ts';

/** WCAG 2.2, relative luminance of `#rgb` or `#rrggbb`. */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const variable = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+);`).exec(css)?.[1] ?? 'missing';

describe('the colours', () => {
  it.each(
    ['ink', 'quiet', 'link', 'bad', 'good', 'brand'].flatMap((text) => [
      [text, 'ground'],
      [text, 'shade'],
    ]),
  )('let %s be read on %s', (text, ground) => {
    expect(contrast(variable(text), variable(ground))).toBeGreaterThanOrEqual(7);
  });

  it('let every state be read on its own ground', () => {
    const tags = [...css.matchAll(/\.tag[^{]*\{[^}]*?color: (#[0-9a-f]+);\s+background: (#[0-9a-f]+);/g)];
    expect(tags.length).toBeGreaterThanOrEqual(6);
    for (const [, text = '', ground = ''] of tags) expect(contrast(text, ground)).toBeGreaterThanOrEqual(7);
  });

  it('let white be read on what is filled', () => {
    for (const name of ['brand', 'good']) expect(contrast('#fff', variable(name))).toBeGreaterThanOrEqual(7);
  });

  it('let the edges of controls be seen', () => {
    expect(contrast(variable('edge'), variable('ground'))).toBeGreaterThanOrEqual(3);
  });
});
