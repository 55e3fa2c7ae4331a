// Long lists are built as they are scrolled.
import { useCallback, useState } from 'react';

const atFirst = 30;
const step = 30;

export function useGrowing(length: number) {
  const [limit, setLimit] = useState(atFirst);
  const sentinel = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setLimit((now) => now + step);
      },
      { rootMargin: '800px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { shown: Math.min(limit, length), sentinel };
}
