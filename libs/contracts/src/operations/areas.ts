import { AREA_KINDS, DATUMS, FORCES, SEAT_GAPS } from '../codes.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { GridPage } from './grid.js';

/** The area tree (row 24): what is open and was, import of many nodes, today's gap list. */
const POINT = /^-?\d+(\.\d+)? -?\d+(\.\d+)?$/;
export class AreaView {
  @Area() code: string;
  @OneOf(AREA_KINDS) kind: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  @Optional() @Area() parent?: string;
  @Text(10) homeNode: string;
  @Strings(POINT, 5000) ring: string[];
  @OneOf(['WGS84']) datum: string;
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  @Instant() validFrom: string;
  @Optional() @Instant() validTo?: string;
}
export class AreaPage { @ListOf(() => AreaView, 500) items: AreaView[]; @Optional() @Text(80) nextCursor?: string }
export class ListAreasInput extends GridPage { @Optional() @OneOf(AREA_KINDS) kind?: string }
export const ListAreas = defineOperation({ name: 'grid.area.list', http: 'GET /api/areas', summary: 'The area tree, by code.', input: ListAreasInput, output: AreaPage, roles: ['*'], write: false, example: { area: '410171561', kind: 'grid' } });

/** A ring says what it is measured in; one that does not is refused. `kind` and parent follow from the code. */
export class OpenAreaInput {
  @Area() code: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  @Strings(POINT, 5000) ring: string[];
  @OneOf(DATUMS) datum: string;
}
export class CloseAreaInput { @Area() code: string; @FreeText() reason: string }
const SURVEYORS = ['administrator', 'sub-district-officer'] as const;
export const OpenArea = defineOperation({
  name: 'grid.area.open', http: 'POST /api/areas', summary: 'Opens a community, grid or micro-grid of the area tree from now. GCJ-02 is turned into WGS84 and marked.', input: OpenAreaInput, output: AreaView, roles: SURVEYORS, write: true,
  example: { code: '410171561901007', name: '晨光第7网格', nameEn: 'Chenguang Grid 7', datum: 'WGS84', ring: ['113.77 34.71', '113.771 34.71', '113.771 34.711', '113.77 34.71'] },
});
export const CloseArea = defineOperation({
  name: 'grid.area.close', http: 'POST /api/areas/:code/close', summary: 'Closes a community, grid or micro-grid under which nothing is open and nothing is to be done, with its posts; its code is never used again, its history stays.', input: CloseAreaInput, output: AreaView,
  roles: SURVEYORS, write: true, example: { code: '410171561901007', reason: '并入第6网格' },
});

// ---- import
/** One fault or doubt of an imported file, in both languages. `path`: `row 3, column ring` or `features[2].properties.code`. */
export class ImportNote { @Text(120, 0) path: string; @Text(40) reason: string; @Text(400) message: string; @Text(400) messageZh: string }
/** `text` is the file: CSV with `code,name,nameEn,kind,ring` (ring as `lon lat;lon lat;…` or WKT POLYGON), or a GeoJSON FeatureCollection of Polygons with the same properties. At most 2,000 rows. */
export class ImportAreasInput {
  @OneOf(['csv', 'geojson']) format: string;
  @Text(900_000) text: string;
  /** What the file is measured in: never guessed. */
  @OneOf(DATUMS) datum: string;
  /** Only looks: the verdict is answered, nothing is opened. */
  @Optional() @Flag() dryRun?: boolean;
}
export class AreaImportKinds { @Whole() community: number; @Whole() grid: number; @Whole() microGrid: number }
export class AreaImportVerdict {
  @Flag() dryRun: boolean;
  /** Whether all rows can be opened together. */
  @Flag() accepted: boolean;
  @Whole() rows: number;
  /** Nodes opened now; 0 for a dry run. */
  @Whole() opened: number;
  @Nested(() => AreaImportKinds) kinds: AreaImportKinds;
  @OneOf(DATUMS) datum: string;
  /** The first 300; `faults` counts them all. */
  @ListOf(() => ImportNote, 300) errors: ImportNote[];
  @Whole() faults: number;
  @ListOf(() => ImportNote, 300) warnings: ImportNote[];
}
export const ImportAreas = defineOperation({
  name: 'grid.area.import', http: 'POST /api/areas/import', summary: 'Opens many nodes from CSV or GeoJSON: all or nothing, each fault named with its row. `dryRun` answers the same verdict without effect. The datum is mandatory; GCJ-02 is turned into WGS84 and marked.',
  input: ImportAreasInput, output: AreaImportVerdict, roles: SURVEYORS, write: true, large: true,
  example: { format: 'csv', datum: 'WGS84', dryRun: true, text: 'code,name,nameEn,ring\n410171561901001001,第1微网格,Micro-grid 1,113.77 34.71;113.771 34.71;113.771 34.711;113.77 34.71\n' },
});

// ---- gaps
/** A seat that must be filled and is not: the community's own force at each community, grid and micro-grid, each force at the street. */
export class AreaGap {
  @Area() area: string;
  @OneOf(AREA_KINDS) kind: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  @OneOf(FORCES) force: string;
  /** What is missing: the post itself, its holder, or the deputy of its holder. */
  @OneOf(SEAT_GAPS) missing: string;
  @Optional() @Id() postId?: string;
}
export class AreaGapCount { @Area() street: string; /** Nodes and forces that must have a holder. */ @Whole() seats: number; @Whole() post: number; @Whole() holder: number; @Whole() deputy: number }
export class AreaGapPage { @Instant() asOf: string; @ListOf(() => AreaGapCount, 200) streets: AreaGapCount[]; @ListOf(() => AreaGap, 500) items: AreaGap[]; @Optional() @Text(80) nextCursor?: string }
export class ListAreaGapsInput extends GridPage { @Optional() @OneOf(SEAT_GAPS) missing?: string }
export const ListAreaGaps = defineOperation({ name: 'grid.area.gaps', http: 'GET /api/areas/gaps', summary: 'Today’s gap list of the area tree: nodes and street forces without a post, without a holder, or with a holder but no deputy; counts per street.', input: ListAreaGapsInput, output: AreaGapPage, roles: ['*'], write: false, example: { area: '410171561', missing: 'holder' } });
