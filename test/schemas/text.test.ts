import { describe, expect, it } from '@jest/globals';
import { Text } from '../../schemas/text.ts';

describe('a wording', () => {
  it('is refused when one language is missing', () => {
    expect(Text.safeParse({ zh: '提交' }).success).toBe(false);
  });
});
