import { describe, expect, it } from '@jest/globals';
import { findingsIn } from '../../../../functions/shared/attachments/findings.ts';

describe('the findings of a file', () => {
  const mismatch = {
    code: 'type-mismatch',
    message: '文件内容是MKV视频，不是MP4格式，请转换为MP4格式后重新上传。',
    en: 'The content of the file is an MKV video, not MP4. Convert it to MP4 and upload that.',
  };

  it('say in English what they say in Chinese, also where their code has a sentence of its own', () => {
    expect(findingsIn({ findings: [mismatch] }, 'en')).toEqual([
      { code: 'type-mismatch', message: mismatch.en },
    ]);
    expect(findingsIn({ findings: [mismatch] }, 'zh')).toEqual([
      { code: 'type-mismatch', message: mismatch.message },
    ]);
  });

  it('have the sentence of their code where none is kept in English, and their own where there is none', () => {
    const findings = [
      { code: 'empty', message: '文件是空的。' },
      { code: 'unheard-of', message: '旧的说明。' },
    ];
    expect(findingsIn({ findings }, 'en').map(({ message }) => message)).toEqual([
      'The file is empty.',
      '旧的说明。',
    ]);
  });
});
