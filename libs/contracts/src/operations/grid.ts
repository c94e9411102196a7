import { Area, Optional, QueryWhole, Text } from '../fields.js';
import { itemOperations } from './items.js';

export class GridPage { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }

// ---- duties
export const DutyOperations = itemOperations('grid', 'duty', 'duties', ['post-holder']);
