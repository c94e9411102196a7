import { wholeSetting } from '@xunling/platform';
import type { FenceSettings } from './fence.js';

/** 200 m around a site is its approach on foot; 50 m is what a phone is off between houses in heavy rain. */
export const readFence = (env: Record<string, string | undefined> = process.env): FenceSettings =>
  ({ radiusM: wholeSetting(env, 'XL_FENCE_RADIUS_M', 200, 1, 10_000), slackM: wholeSetting(env, 'XL_FENCE_SLACK_M', 50, 0, 1000) });
