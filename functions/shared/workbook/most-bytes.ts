/** The largest file that is read. In base64, as the gateway hands it over, it stays below what a function may get. */
export const MOST_BYTES = 3 * 1024 * 1024;

export const TOO_LARGE = {
  zh: '文件超过3 MB。请删除其中的图片和无关的工作表，另存后再导入。',
  en: 'The file has more than 3 MB. Remove pictures and other sheets from it, save it and import it again.',
};
