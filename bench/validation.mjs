import 'reflect-metadata';
import { built } from './support/dist.mjs';
import { withCpu } from './support/cpu.mjs';
import { keepInFlight } from './support/in-flight.mjs';
import { interleaved } from './support/rounds.mjs';
import { startInProcess } from './validation/application.mjs';

const IN_FLIGHT = 32;

/**
 * What a warm status update costs in CPU (Node and PostgreSQL), all of it and its parts called alone: validation of path
 * and body by the quick check and by class-validator, authentication of the key, and the command with its durable append.
 */
export default async function validation({ rounds, seconds, say }) {
  const app = await startInProcess();
  try {
    const { RequestValidation } = await built('http/validation.js');
    const { DecisionBody } = await built('features/items/http/item.dto.js');
    const { ItemPath } = await built('features/items/http/item-path.dto.js');
    const pipes = { quick: new RequestValidation(), long: new RequestValidation(null) };
    const measureOf = (work) => async () => {
      const used = await withCpu(app.serverPid, () => keepInFlight(IN_FLIGHT, seconds, work));
      const { done, seconds: took } = used.result;
      return { rate: done / took, node: used.node / done, server: used.server / done };
    };
    const bodyOf = (turn) => ({ reason: `Restore drill ${turn} passed on staging`, measured: '12 minutes' });
    const validate = (pipe) => async (lane, turn) => {
      await pipe.transform(app.pathOf(lane, turn), { type: 'param', metatype: ItemPath });
      await pipe.transform(bodyOf(turn), { type: 'body', metatype: DecisionBody });
    };
    const cases = [
      { name: 'validation of path and body', measure: measureOf(validate(pipes.quick)) },
      { name: 'the same by class-validator alone', measure: measureOf(validate(pipes.long)) },
      { name: 'authentication of the key', measure: measureOf(() => app.authenticate()) },
      {
        name: 'command: load, decide, append',
        measure: measureOf((lane, turn) => app.check(lane, turn, bodyOf(turn))),
      },
      {
        name: 'whole request, without a socket',
        measure: measureOf((lane, turn) => app.request(lane, turn, bodyOf(turn))),
      },
    ];
    const results = await interleaved(cases, rounds, say);
    return reportOf(results, { rounds, seconds, inFlight: IN_FLIGHT, postgres: app.version });
  } finally {
    await app.close();
  }
}

function reportOf(results, settings) {
  const whole = results.get('whole request, without a socket');
  const rows = [...results].map(([name, { node, server }]) => [
    name,
    node,
    server,
    (100 * node) / whole.node,
    (100 * (node + server)) / (whole.node + whole.server),
  ]);
  return {
    settings,
    tables: [
      {
        title: 'CPU of a warm status update, medians of the rounds',
        columns: ['', 'us Node', 'us PostgreSQL', '% of Node', '% of both'],
        rows,
      },
    ],
  };
}
