import { useCallback, useEffect, useState } from 'react';

interface PictureInPicture {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}

const size = { width: 300, height: 110 };

// openWindow stays on top where the browser can do that; elsewhere it is a
// small window of its own.
async function openWindow(): Promise<Window | null> {
  const pictures = (window as unknown as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
  if (pictures) {
    try {
      return await pictures.requestWindow(size);
    } catch {
      // Refused, in a kiosk for one: the small window has to do.
    }
  }
  return window.open('about:blank', 'orderhatch-floating', `popup,width=${size.width},height=${size.height},left=${screen.availWidth - size.width - 20},top=20`);
}

// dress gives the small window the page's styles and language.
function dress(target: Window) {
  const { document: page } = target;
  page.title = 'Orderhatch';
  page.documentElement.lang = document.documentElement.lang;
  page.body.style.margin = '0';
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    const copy = page.createElement('link');
    copy.rel = 'stylesheet';
    copy.href = link.href;
    page.head.append(copy);
  }
}

export function useFloatingWindow() {
  const [opened, setOpened] = useState<Window>();

  const open = useCallback(async () => {
    const target = await openWindow();
    if (!target) return;
    dress(target);
    target.addEventListener('pagehide', () => setOpened(undefined));
    setOpened(target);
  }, []);

  const close = useCallback(() => opened?.close(), [opened]);

  useEffect(() => {
    if (!opened) return undefined;
    const leave = () => opened.close();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      opened.close();
    };
  }, [opened]);

  return { opened, open, close };
}
