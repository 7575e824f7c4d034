import * as z from 'zod';

/**
 * Answers of any form. Handlers let `check` of the form judge them, which never throws; the OpenAPI document puts the
 * schemas of the live forms in the place of this mark.
 */
export const Answers = z.unknown().meta({ id: 'Answers', description: 'Answers of the form' });
