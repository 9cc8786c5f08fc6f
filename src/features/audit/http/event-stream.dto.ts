import { OmitType } from '@nestjs/swagger';
import { EventsQuery } from './event.dto.js';

/** The filters of GET /v1/events, without its pages and orders. */
export class EventStreamQuery extends OmitType(EventsQuery, ['limit', 'cursor', 'order'] as const) {}
