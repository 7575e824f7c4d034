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

const [lightRules = '', darkRules = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, rules]) => rules);
const colours = (rules: string) =>
  Object.fromEntries([...rules.matchAll(/--([a-z-]+): (#[0-9a-f]+);/g)].map(([, name, hex]) => [name, hex]));
const light = colours(lightRules);
/** What the dark scheme does not name stays as it is. */
const schemes = { light, dark: { ...light, ...colours(darkRules) } };

describe.each(Object.entries(schemes))('the colours of the %s scheme', (_, scheme) => {
  const between = (one: string, other: string) =>
    contrast(scheme[one] ?? 'missing', scheme[other] ?? 'missing');

  it.each(
    ['ink', 'quiet', 'link', 'bad'].flatMap((text) => [
      [text, 'ground'],
      [text, 'shade'],
    ]),
  )('let %s be read on %s', (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['ink', 'note'],
    ['link', 'note'],
    ['ink', 'warn'],
    ['link', 'warn'],
  ])('let %s be read on a %s', (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(7);
  });

  it('let every state be read on its own ground', () => {
    const tags = [
      ...css.matchAll(/\.tag[^{]*\{[^}]*?color: var\(--([a-z-]+)\);\s+background: var\(--([a-z-]+)\);/g),
    ];
    expect(tags.length).toBeGreaterThanOrEqual(6);
    for (const [, text = '', ground = ''] of tags) {
      expect([ground, between(text, ground) >= 7]).toEqual([ground, true]);
    }
  });

  it.each(['brand', 'fill-hover', 'good', 'alarm'])('let what is written on %s be read', (fill) => {
    expect(between('on-fill', fill)).toBeGreaterThanOrEqual(7);
  });

  it('let the edges of controls, and what needs attention, be seen', () => {
    for (const edge of ['edge', 'warn-edge', 'bad', 'link']) {
      expect([edge, between(edge, 'ground') >= 3]).toEqual([edge, true]);
    }
  });
});

describe('the style sheet', () => {
  it('draws the edge of a secondary button in a colour that is seen in both schemes', () => {
    const [, rules = ''] = /button\.secondary,\s*\.button\.secondary \{([^}]*)\}/.exec(css) ?? [];
    expect(rules).toContain('border-color: var(--link);');
  });

  it('names every colour once: none stands outside the list', () => {
    const rules = css.replaceAll(/:root \{[^}]*\}/g, '').replace(/@media print[\s\S]*/, '');
    expect(
      [...rules.matchAll(/#[0-9a-f]{3,8}\b/g)].map(([colour]) => colour).filter((c) => c !== '#000'),
    ).toEqual([]);
  });
});
