import { Area, Id, ListOf, OneOf, Optional, QueryWhole, Text } from '../fields.js';
import { defineOperation } from '../operation.js';
import { itemOperations } from './items.js';

export class DepotView { @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(['CENTRAL', 'CONTRACT', 'STREET', 'PREPOSITION']) kind: string; @Optional() @Id() keeperId?: string; @Optional() @Id() deputyId?: string }
export class DepotPage { @ListOf(() => DepotView, 500) items: DepotView[]; @Optional() @Text(80) nextCursor?: string }
export class ListDepotsInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export const ListDepots = defineOperation({ name: 'supplies.depot.list', http: 'GET /api/depots', summary: 'Depots with their keepers.', input: ListDepotsInput, output: DepotPage, roles: ['*'], write: false, example: {} });
export const RequisitionOperations = itemOperations('supplies', 'requisition', 'requisitions', ['depot-keeper']);
