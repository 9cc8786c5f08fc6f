import { describeConnector } from '../contract/ticketing/ticketing.contract.js';
import { RT } from '../contract/ticketing/subjects.js';
import { behindReal } from './behind-real.js';
import { describeEndToEnd } from './end-to-end.js';
import { describeCalls } from './rt-calls.js';
import { rtSystem } from './rt-system.js';

const target = { ...RT.target, user: 'clearance' };
describeConnector({ ...RT, target, start: () => behindReal(rtSystem()) });
describeCalls();
describeEndToEnd(rtSystem);
