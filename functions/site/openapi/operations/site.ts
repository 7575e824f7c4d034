import { CampaignView } from '../../../../schemas/contract/campaign.ts';
import type { Operation } from '../operation.ts';

export const site: Operation[] = [
  {
    route: 'GET /',
    id: 'getCampaign',
    summary: 'The campaign: its forms and due dates',
    answers: { 200: { description: 'The campaign', schema: CampaignView } },
  },
  {
    route: 'GET /openapi.json',
    id: 'getOpenApi',
    summary: 'This document',
    answers: { 200: { description: 'An OpenAPI document' } },
  },
];
