/** A message of a stream of server-sent events (WHATWG HTML, section 9.2). */
export interface Message {
  readonly id: string | null;
  /** `message` where the server names none. */
  readonly event: string;
  /** Null where only an id came: that of how far the server has looked. */
  readonly data: string | null;
}

/** The messages in bytes as they come; comments are left out, an id without data is not, and what is cut off at the end is none. */
export async function* messagesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = messageOf(block);
      if (message !== null) yield message;
    }
  }
}

function messageOf(block: string): Message | null {
  const fields = block.split('\n').map((line) => {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    return { name, value };
  });
  const last = (name: string): string | null =>
    fields.findLast((field) => field.name === name)?.value ?? null;
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  const id = last('id');
  if (data.length === 0 && id === null) return null;
  return { id, event: last('event') ?? 'message', data: data.length === 0 ? null : data.join('\n') };
}
