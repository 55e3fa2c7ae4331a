// Desktop notifications of orders that wait, taken back when somebody is on them.

export type Permission = 'granted' | 'denied' | 'default' | 'unsupported';

export function permission(): Permission {
  // Browsers offer them on secure pages only.
  return typeof Notification === 'undefined' || !window.isSecureContext ? 'unsupported' : Notification.permission;
}

const shown = new Map<string, Notification>();

export interface Notice {
  id: string;
  title: string;
  body: string;
}

export function showNotices(notices: Notice[], pressed: (id: string) => void) {
  const wanted = new Set(notices.map((notice) => notice.id));
  for (const [id, notification] of shown) {
    if (wanted.has(id)) continue;
    notification.close();
    shown.delete(id);
  }
  for (const notice of notices) {
    if (!shown.has(notice.id)) show(notice, pressed);
  }
}

function show({ id, title, body }: Notice, pressed: (id: string) => void) {
  // The tag keeps several tabs from showing the same order twice.
  const notification = new Notification(title, { body, tag: `order-${id}`, requireInteraction: true });
  notification.onclick = () => {
    window.focus();
    pressed(id);
    notification.close();
  };
  shown.set(id, notification);
}
