// Reading Server-Sent Events from a response. The browser's own EventSource
// hides heartbeats and refusals, so it cannot tell a dead line from a quiet one.

export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

// parseEvents takes whole events off the front of a text; rest is what is not
// complete yet. Comments count as no event.
export function parseEvents(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.map(parseBlock).filter((event) => event.data !== '');
  return { events, rest };
}

function parseBlock(block: string): ServerEvent {
  const event: ServerEvent = { id: '', name: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    switch (line.slice(0, colon)) {
      case 'id':
        event.id = value;
        break;
      case 'event':
        event.name = value;
        break;
      case 'data':
        event.data += event.data === '' ? value : `\n${value}`;
    }
  }
  return event;
}

// readEvents hands on events until the stream ends; alive is called with
// everything that arrives, heartbeats too.
export async function readEvents(body: ReadableStream<Uint8Array>, alive: () => void, handle: (event: ServerEvent) => void) {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const { events, rest } = parseEvents(text + value);
    text = rest;
    events.forEach(handle);
  }
}
