import { describeEndToEnd } from './end-to-end.js';
import { rtSystem } from './rt-system.js';

describeEndToEnd(rtSystem);
