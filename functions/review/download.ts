import { linkSeconds } from '../shared/attachments/link-seconds.ts';
import { requireGiven, withheldAs } from '../shared/attachments/scan.ts';
import { isAllowed } from '../shared/state-words.ts';
import type { Dependencies } from './dependencies.ts';
import type { FoundFile } from './find-file.ts';

/** A video is fetched piece by piece for as long as it is watched. */
const WATCHED_SECONDS = 3600;

/** What a browser shows and cannot run. */
const SHOWN: { [type: string]: 'picture' | 'video' } = {
  'image/jpeg': 'picture',
  'image/png': 'picture',
  'video/mp4': 'video',
  'video/x-m4v': 'video',
  'video/quicktime': 'video',
};

/** How a page shows what is of this type. */
export const sightOf = (type: string): 'picture' | 'video' | undefined => SHOWN[type];

/** What says that a file is not what its type says, or more than that. */
const OTHER_CONTENT = ['type-mismatch', 'foreign-content'];

/** Was its content found to be what its type says? What is refused for its measures was measured, and so is. */
function isOfItsType(file: FoundFile): boolean {
  const { state, findings } = file;
  if (findings.some(({ code }) => OTHER_CONTENT.includes(code))) return false;
  return ('media' in file && file.media !== undefined) || (state === 'accepted' && !isAllowed(findings));
}

/** How a file can be looked at on a page: only when its content was found to be what its type says. */
export const shownAs = (file: FoundFile): 'picture' | 'video' | undefined =>
  file.state !== 'checking' && isOfItsType(file) ? sightOf(file.type) : undefined;

type Files = Pick<Dependencies, 'files' | 'scanned'>;

const linkOf = ({ key, pin, name, id, type }: FoundFile) => ({
  key,
  versionId: pin.versionId,
  name: name ?? id,
  type,
});

/** A link to the very bytes of a file. @throws Problem `file-withheld` */
export async function download({ files, scanned = false }: Files, file: FoundFile): Promise<string> {
  requireGiven(file, scanned);
  return files.presignGet({ ...linkOf(file), seconds: linkSeconds(file.pin.size) });
}

/** A link for the page itself to show; undefined for what is not shown. */
export async function watch({ files, scanned = false }: Files, file: FoundFile): Promise<string | undefined> {
  if (!shownAs(file) || withheldAs(file, scanned)) return undefined;
  return files.presignGet({ ...linkOf(file), seconds: WATCHED_SECONDS, inline: true });
}
