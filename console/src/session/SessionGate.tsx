import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { onSignedOut } from '../api/client';
import { setupNeeded } from '../api/manage';
import { currentUser, signOut } from '../api/session';
import type { User } from '../api/types';
import { SessionContext } from './session';
import { SignIn } from './SignIn';

const Setup = lazy(async () => ({ default: (await import('../setup/Setup')).Setup }));

type Who = { state: 'asking' } | { state: 'out'; ended?: boolean } | { state: 'new' } | { state: 'in'; user: User };

// SessionGate shows its content to people who are signed in.
export function SessionGate({ children }: { children: ReactNode }) {
  const [who, setWho] = useState<Who>({ state: 'asking' });
  const queries = useQueryClient();
  const enter = useCallback((user: User) => setWho({ state: 'in', user }), []);

  useEffect(() => {
    onSignedOut(() => {
      queries.clear();
      setWho({ state: 'out', ended: true });
    });
    void currentUser().then(enter, async () => setWho({ state: (await setupNeeded().catch(() => false)) ? 'new' : 'out' }));
  }, [enter, queries]);

  const leave = useCallback(() => {
    void signOut().catch(() => undefined);
    queries.clear();
    setWho({ state: 'out' });
  }, [queries]);

  const user = who.state === 'in' ? who.user : undefined;
  const session = useMemo(() => (user ? { user, leave } : undefined), [user, leave]);

  if (who.state === 'asking') {
    return (
      <Center h="100%">
        <Loader />
      </Center>
    );
  }
  if (who.state === 'new') {
    return (
      <Suspense fallback={null}>
        <Setup done={enter} />
      </Suspense>
    );
  }
  if (!session) return <SignIn entered={enter} ended={who.state === 'out' && who.ended === true} />;
  return <SessionContext value={session}>{children}</SessionContext>;
}
