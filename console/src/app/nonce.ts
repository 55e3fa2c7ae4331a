// The page's word that a style element is its own; the service makes one for
// every page it serves.
export const nonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.nonce ?? '';
