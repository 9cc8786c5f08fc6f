import { POLICY_ROUTES } from './routes/policies.js';
import { WAIVER_ROUTES } from './routes/waivers.js';
import { describeRoutes } from './support/describe-routes.js';

describeRoutes({ ...WAIVER_ROUTES, ...POLICY_ROUTES });
