import { TICKETING_ROUTES } from './routes/ticketing.js';
import { describeRoutes } from './support/describe-routes.js';

describeRoutes(TICKETING_ROUTES);
