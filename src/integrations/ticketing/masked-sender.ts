import type { HttpAnswer, HttpAsk, HttpSender } from './ticket-http.js';

const SHORTEST = 6;

/**
 * Takes what a connection logs in with out of answers that say no: some systems repeat the request in them, and what they
 * say is shown and logged. Answers that say yes are as they came.
 */
export class MaskedSender implements HttpSender {
  private readonly hidden: readonly string[];

  constructor(
    private readonly sender: HttpSender,
    secret: string,
  ) {
    const encoded = Buffer.from(secret, 'utf8').toString('base64');
    const token = secret.slice(secret.indexOf(':') + 1);
    this.hidden = [encoded, secret, token, encodeURIComponent(secret)].filter(
      (text) => text.length >= SHORTEST,
    );
  }

  async request(asked: HttpAsk): Promise<HttpAnswer> {
    const answer = await this.sender.request(asked);
    if (answer.status < 300) return answer;
    const text = answer.body.toString('utf8');
    const masked = this.hidden.reduce((words, secret) => words.replaceAll(secret, '[secret]'), text);
    return masked === text ? answer : { ...answer, body: Buffer.from(masked) };
  }
}
