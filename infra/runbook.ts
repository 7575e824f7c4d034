import type { Construct } from 'constructs';

/** The sections of docs/runbook.md that tell what to do when something rings: the anchors of their headings. */
export type RunbookSection =
  | 'a-function-fails'
  | 'the-site-answers-with-faults'
  | 'the-site-is-slow'
  | 'the-table-throttles'
  | 'mails-wait'
  | 'a-mail-was-given-up'
  | 'mails-bounce'
  | 'files-cannot-be-checked'
  | 'a-file-holds-malware'
  | 'an-object-has-no-record'
  | 'something-was-not-delivered'
  | 'an-archive-failed';

const HERE = 'docs/runbook.md';

/**
 * Where the runbook is read: the address given with `-c runbook=https://…`, else its place in the repository.
 * @returns undefined when no address was given
 */
export const runbookAddress = (scope: Construct): string | undefined => {
  const given: unknown = scope.node.tryGetContext('runbook');
  return typeof given === 'string' ? given : undefined;
};

export const runbookLink = (scope: Construct, section: RunbookSection): string =>
  `${runbookAddress(scope) ?? HERE}#${section}`;
