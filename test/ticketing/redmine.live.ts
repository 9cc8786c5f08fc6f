import { describeConnector } from '../contract/ticketing/ticketing.contract.js';
import { REDMINE } from '../contract/ticketing/subjects.js';
import { behindReal } from './behind-real.js';
import { describeEndToEnd } from './end-to-end.js';
import { redmineSystem } from './redmine-system.js';

describeConnector({ ...REDMINE, start: () => behindReal(redmineSystem()) });
describeEndToEnd(redmineSystem);
