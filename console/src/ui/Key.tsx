// Key is the key that does the same as the button it stands in.
export const Key = ({ name }: { name: string }) => <kbd aria-hidden>{name}</kbd>;
