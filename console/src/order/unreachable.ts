// unreachableNote adds one more vain call to the operator's note.
export function unreachableNote(note: string, words: string, time: string): string {
  const line = `${words} ${time}`;
  return note ? `${note}\n${line}` : line;
}
