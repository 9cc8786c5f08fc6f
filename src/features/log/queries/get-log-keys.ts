import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { parseVerifierKey } from '../../../transparency/note-key.js';
import { LogTrees } from './log-trees.js';

export interface LogKeyView {
  origin: string;
  epoch: number;
  key: string;
  pem: string;
}

/** The public keys that signed the newest checkpoint of each epoch. */
export class GetLogKeys extends Query<LogKeyView[]> {
  constructor(readonly tenant: string) {
    super();
  }
}

@QueryHandler(GetLogKeys)
export class GetLogKeysHandler implements IQueryHandler<GetLogKeys> {
  constructor(private readonly trees: LogTrees) {}

  async execute({ tenant }: GetLogKeys): Promise<LogKeyView[]> {
    return (await this.trees.all(tenant)).flatMap(({ origin, epoch, signers }) =>
      (signers?.split('\n') ?? []).map((key) => ({
        origin,
        epoch,
        key,
        pem: parseVerifierKey(key).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      })),
    );
  }
}
