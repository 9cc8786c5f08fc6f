import { describeEndToEnd } from './end-to-end.js';
import { redmineSystem } from './redmine-system.js';

describeEndToEnd(redmineSystem);
