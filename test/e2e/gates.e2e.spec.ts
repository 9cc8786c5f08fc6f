import { CONDITION_ROUTES } from './routes/conditions.js';
import { GATE_ROUTES } from './routes/gates.js';
import { describeRoutes } from './support/describe-routes.js';

describeRoutes({ ...GATE_ROUTES, ...CONDITION_ROUTES });
