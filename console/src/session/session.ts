import { createContext, useContext } from 'react';
import type { Role, User } from '../api/types';

export interface Signed {
  user: User;
  leave: () => void; // signs out
}

export const SessionContext = createContext<Signed | undefined>(undefined);

export function useSession(): Signed {
  const session = useContext(SessionContext);
  if (!session) throw new Error('this part of the console needs somebody signed in');
  return session;
}

const ranks: Role[] = ['read_only', 'operator', 'manager'];

// useMay says whether the person has at least this role.
export function useMay(role: Role): boolean {
  return ranks.indexOf(useSession().user.role as Role) >= ranks.indexOf(role);
}

export const useMe = () => useSession().user.id;
