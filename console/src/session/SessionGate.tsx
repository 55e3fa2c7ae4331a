import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { onSignedOut } from '../api/client';
import { currentUser, signOut } from '../api/session';
import type { User } from '../api/types';
import { SessionContext } from './session';
import { SignIn } from './SignIn';

type Who = { state: 'asking' } | { state: 'out'; ended?: boolean } | { state: 'in'; user: User };

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
    currentUser().then(enter, () => setWho({ state: 'out' }));
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
  if (!session) return <SignIn entered={enter} ended={who.state === 'out' && who.ended === true} />;
  return <SessionContext value={session}>{children}</SessionContext>;
}
