import type { Media } from '../../../schemas/attachment.ts';
import { durationFaults, pictureFaults, ratioText } from '../../../schemas/media-rules.ts';
import type { MediaRule } from '../../../schemas/slot.ts';
import { FINDINGS } from '../findings.ts';
import type { Kind } from '../kind.ts';
import { doubt, type Found, fault, fine } from '../verdict.ts';
import type { Facts } from './facts.ts';
import { accountsFor, hiddenSeconds, type Index, isHollow, isWhole } from './index-of.ts';

type Rule = Extract<MediaRule, { kind: 'video' }>;

/** Containers, in the analyser's words, by the content types that may hold them. */
const CONTAINERS: { [contentType: string]: { name: string; is: RegExp } } = {
  'video/mp4': { name: 'MP4', is: /^MPEG-4$/ },
  'video/x-m4v': { name: 'MP4', is: /^MPEG-4$/ },
  'video/quicktime': { name: 'MOV', is: /^(MPEG-4|QuickTime)$/ },
  'video/x-msvideo': { name: 'AVI', is: /^(AVI|OpenDML)$/ },
  'video/x-ms-wmv': { name: 'WMV', is: /^Windows Media$/ },
  'video/x-matroska': { name: 'MKV', is: /^(Matroska|WebM)$/ },
  'video/mpeg': { name: 'MPEG', is: /^(MPEG-PS|MPEG-TS|MPEG Video|BDAV|CDXA\/MPEG-PS)$/ },
};

const video = (name: string): Kind => ({ zh: `${name}视频`, en: `a video (${name})`, sort: 'video' });

/** What begins in many ways, and is told by the analyser. */
const FORMATS: [format: RegExp, kind: Kind][] = [
  [/^(MPEG-PS|MPEG Video|CDXA)/, video('MPEG')],
  [/^(MPEG-TS|BDAV)/, video('MPEG-TS')],
  [/^(QuickTime|MPEG-4)$/, video('MP4')],
  [/^(Matroska|WebM)$/, video('MKV')],
];

/** Streams without an index: how long they run is known only when they were read to their end. */
const WITHOUT_INDEX = /^(MPEG-PS|MPEG-TS|MPEG Video|BDAV|CDXA)/;

/** No camera writes so much; a file of 2 GB that claims to be over in a second does. Bits a second. */
const MOST_BITRATE = 4e9;

function mediaOf({ picture, seconds }: Pick<Facts, 'picture' | 'seconds'>): Media {
  const seen = typeof picture === 'object' ? picture : undefined;
  return {
    ...(seconds !== undefined && { durationSeconds: seconds }),
    ...(seen && { width: seen.width, height: seen.height, displayAspectRatio: ratioText(seen.ratio) }),
  };
}

export interface Seen {
  /** Bytes of the file. */
  size: number;
  /** What its first bytes say. */
  kind: Kind | undefined;
  contentType: string;
  /** Was less than the analyser wanted to see within reach? */
  exhausted: boolean;
  /** What the boxes of an MP4 say; other files have none. */
  index: Index;
  /** Does it end with the code that ends a stream? */
  ended: boolean;
}

const ISO = /^(MPEG-4|QuickTime)$/;

/** What is to be said of an MP4 whose index does not bear out what its headers claim. */
function claimsOf({ picture, seconds = 0 }: Facts, { index, size }: Seen): Found {
  if (!picture) return fine;
  if (index.partly || index.tracks.length === 0) return doubt(FINDINGS.notAllSeen());
  if (isHollow(index, size)) return fault(FINDINGS.truncated());
  return accountsFor(index, seconds) ? fine : doubt(FINDINGS.faultyStructure());
}

/** Whether a video is what it must be, by what the analyser saw of it. */
export function judgeVideo(facts: Facts, rule: Rule, seen: Seen): Found {
  const container = CONTAINERS[seen.contentType];
  const { format, picture } = facts;
  if (!container || format === undefined || !container.is.test(format)) {
    const is = seen.kind ?? FORMATS.find(([name]) => name.test(format ?? ''))?.[1];
    const named = container?.name ?? seen.contentType;
    return fault(FINDINGS.otherKind(named, is?.zh.includes(named) ? undefined : is, is?.sort === 'video'));
  }
  const iso = ISO.test(format);
  // What begins behind the last box looks like one that is cut off.
  const followed = iso && isWhole(seen.index, seen.size);
  if (facts.truncated && !followed) return { ...fault(FINDINGS.truncated()), media: mediaOf(facts) };
  if (facts.absurd) return { ...fault(FINDINGS.absurdDuration()), media: mediaOf(facts) };
  // Cut off between two of its packets, a stream without an index is like a shorter one but for its last code.
  const partly = WITHOUT_INDEX.test(format)
    ? seen.exhausted || !seen.ended
    : seen.exhausted && seen.index.fragmented;
  if (!picture) {
    return seen.exhausted ? doubt(FINDINGS.notAllSeen()) : fault(FINDINGS.noVideo());
  }
  const told = facts.seconds;
  const seconds = iso && told !== undefined ? Math.max(told, hiddenSeconds(seen.index)) : told;
  const claims = iso ? claimsOf(facts, seen) : fine;
  if (claims.faults.length > 0) return claims;
  const faults = [
    ...durationFaults(seconds, rule),
    ...(picture === 'unmeasured' ? [] : pictureFaults(picture, rule)),
  ];
  const impossible = told === undefined || (seen.size * 8) / told > MOST_BITRATE;
  const doubts = [
    ...(picture === 'unmeasured' || impossible ? [FINDINGS.notMeasured()] : []),
    ...(partly ? [FINDINGS.notAllSeen()] : claims.doubts),
    ...(facts.truncated ? [FINDINGS.followed()] : []),
    ...(facts.faulty ? [FINDINGS.faultyStructure()] : []),
  ];
  // Of a part nobody knows how long the whole is.
  return { faults, doubts, media: mediaOf({ picture, seconds: partly ? undefined : seconds }) };
}
