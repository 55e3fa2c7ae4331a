interface Named {
  id: string;
  name?: string;
}

// whose asks the service who a key belongs to: a source, else a person.
export async function whose(key: string, ask: typeof fetch = fetch): Promise<string> {
  const headers = { Authorization: `Bearer ${key}` };
  const named = ({ name, id }: Named) => name || id;
  try {
    const source = await ask('/v1/sources/me', { headers, credentials: 'omit' });
    if (source.ok) {
      const self = (await source.json()) as Named & { scopes: string[] };
      return `The order source ${named(self)}: ${self.scopes.join(', ')}`;
    }
    if (source.status === 401) return 'This key is not known here.';
    const person = await ask('/v1/session', { headers, credentials: 'omit' });
    if (person.ok) {
      const { user } = (await person.json()) as { user: Named & { role: string } };
      return `${named(user)}, ${user.role}`;
    }
    return `The service answers ${source.status}.`;
  } catch {
    return 'The service does not answer.';
  }
}
