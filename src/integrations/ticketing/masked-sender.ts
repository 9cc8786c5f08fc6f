import type { HttpAnswer, HttpAsk, HttpSender } from './ticket-http.js';

/**
 * Takes what a connection logs in with out of answers that say no: some systems repeat the request in them, and what they
 * say is shown and logged. Answers that say yes are as they came.
 */
export class MaskedSender implements HttpSender {
  private readonly hidden: RegExp;

  constructor(
    private readonly sender: HttpSender,
    secret: string,
  ) {
    const encoded = Buffer.from(secret, 'utf8').toString('base64');
    const token = secret.slice(secret.indexOf(':') + 1);
    // However short: one that tears words apart is rather to be noticed than to be read.
    const texts = [encoded, secret, token, encodeURIComponent(secret)].filter((text) => text !== '');
    // The longest first, and all at once: what stands for one must not be read for another.
    const longestFirst = [...new Set(texts)].sort((one, other) => other.length - one.length);
    this.hidden = new RegExp(longestFirst.map((text) => escaped(text)).join('|'), 'g');
  }

  async request(asked: HttpAsk): Promise<HttpAnswer> {
    const answer = await this.sender.request(asked);
    if (answer.status < 300) return answer;
    const text = answer.body.toString('utf8');
    const masked = text.replace(this.hidden, '[secret]');
    return masked === text ? answer : { ...answer, body: Buffer.from(masked) };
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
