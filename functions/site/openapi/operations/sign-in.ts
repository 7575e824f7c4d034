import { CodeEntry, CodeRequest, CodeRequested, SignedIn } from '../../../../schemas/contract/sign-in.ts';
import type { Operation } from '../operation.ts';

export const signIn: Operation[] = [
  {
    route: 'POST /sign-in',
    id: 'requestCode',
    summary: 'Ask for a code by e-mail',
    description:
      'The answer is the same whether the address is registered or not. The code can be typed from the browser (or, without cookies, the client address) that asked for it, for 10 minutes, once, with 5 tries.',
    body: CodeRequest,
    answers: {
      202: { description: 'If the address is registered, a code is on its way', schema: CodeRequested },
    },
    problems: ['too-many-requests'],
  },
  {
    route: 'POST /sign-in/code',
    id: 'signIn',
    summary: 'Sign in with the code',
    body: CodeEntry,
    answers: {
      200: {
        description: 'Signed in: send the token as a bearer token, or let the browser send the cookie',
        schema: SignedIn,
        headers: { 'Set-Cookie': 'The session, for browsers' },
      },
    },
    problems: ['wrong-code', 'too-many-requests'],
  },
  {
    route: 'POST /sign-out',
    id: 'signOut',
    summary: 'End the session',
    answers: { 204: { description: 'Signed out' } },
  },
];
