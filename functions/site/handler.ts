import { liveCampaign } from '../shared/campaign.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { readSettings } from '../shared/settings.ts';
import { siteApp } from './app.ts';
import { Settings } from './settings.ts';

const { CAMPAIGN } = readSettings(Settings);

export const handler = entry(siteApp({ campaign: liveCampaign(CAMPAIGN), log: createLog('site') }));
