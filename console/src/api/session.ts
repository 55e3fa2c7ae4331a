// Signing in and out.
import { ask, keepToken } from './client';
import type { Session, User } from './types';

function remember(session: Session): User {
  keepToken(session.csrf_token ?? '');
  return session.user;
}

export const currentUser = async () => remember(await ask<Session>('GET', '/v1/session'));

export const signIn = async (user: string, password: string) =>
  remember(await ask<Session>('POST', '/v1/session', { body: { user, password } }));

export async function signOut() {
  await ask('DELETE', '/v1/session');
  keepToken('');
}
