import { callerWith, ItemService } from '@xunling/addressee/testing';
import type { Caller, Role } from '@xunling/contracts';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { GridModule } from '../grid.module.js';

/** The grid service on real servers, with the sample district. */
export const startGrid = (): Promise<ItemService> => ItemService.start({ context: 'grid', module: (options) => GridModule.with(options) });

/** A person of the sample district, with one grant. */
export const caller = (username: string, role: Role, area: string): Caller => callerWith(personId(username), role, area);
export const leaderOf = (grid: string): Caller => caller(`grid-${grid}`, 'post-holder', grid);
export const dutyOf = (orderId: string): string => derivedId('duty', orderId);
