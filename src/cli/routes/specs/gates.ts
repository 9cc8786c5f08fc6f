import type { ForecastBody, GateAnswer, SignOffAnswerBody, TimelineBody } from '../../../client/schema.js';
import { gateStands, gatesView, gateWords, signOffsView } from '../../views/gates.js';
import {
  changesToCome,
  changesToComeView,
  type ForecastChange,
  forecastWords,
} from '../../views/forecast.js';
import { pointsView, timelineWords } from '../../views/timeline.js';
import { route } from '../route-spec.js';

const saysGate = {
  view: gatesView,
  say: (gate: GateAnswer, recorded: number | null) => gateWords(gate, recorded),
} as const;

/** Gates and readiness over time, but for what has a command of its own: readiness, gate check and gate sign. */
export const GATE_ROUTES = [
  route<GateAnswer>({ operation: 'gates_list', words: 'gate list', view: gatesView }),
  route<GateAnswer>({
    operation: 'gates_get',
    words: 'gate show',
    view: gatesView,
    say: (gate) => gateStands(gate),
  }),
  route<GateAnswer>({
    operation: 'gates_define',
    words: 'gate define',
    about: 'define a gate by a JSON file, or define it anew',
    isBodyFile: true,
    ...saysGate,
    example: 'go-live gate.json --project payments-api',
  }),
  route<GateAnswer>({ operation: 'gates_approve', words: 'gate approve', ...saysGate }),
  route<GateAnswer>({ operation: 'gates_request', words: 'gate request', say: (gate) => gateStands(gate) }),
  route<SignOffAnswerBody>({
    operation: 'gates_list_sign_offs',
    words: 'gate sign-offs',
    view: signOffsView,
  }),
  route<SignOffAnswerBody>({ operation: 'gates_get_sign_off', words: 'gate sign-off', view: signOffsView }),
  route({
    operation: 'gates_list_evaluations',
    words: 'gate evaluations',
    table: ['id', 'verdict', 'subject.name', 'subject.environment', 'as_of', 'position'],
  }),
  route({ operation: 'gates_get_evaluation', words: 'gate evaluation' }),
  route<TimelineBody['points'][number]>({
    operation: 'readiness_timeline',
    words: 'timeline',
    view: pointsView,
    rows: (value) => (value as TimelineBody).points,
    say: (_, __, value) => timelineWords(value as TimelineBody),
    example: '--project payments-api --from 2026-01-01T00:00:00Z --to 2026-02-01T00:00:00Z',
  }),
  route<ForecastChange>({
    operation: 'readiness_forecast',
    words: 'forecast',
    view: changesToComeView,
    rows: (value) => changesToCome(value as ForecastBody),
    say: (_, __, value) => forecastWords(value as ForecastBody),
  }),
];
