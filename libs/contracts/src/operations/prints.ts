import { defineOperation } from '../operation.js';
import { RenderFormInput } from './forms.js';
import { SitrepById } from './sitreps.js';

/** Forms and reports as PDF files, drawn by the gateway from what command answers. Rows 20, 55. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const STAFF = ['commander', 'duty-officer', 'administrator', 'department-officer', 'auditor'] as const;
export const PrintForm = defineOperation({
  name: 'gateway.form.print', http: 'GET /api/forms/pdf', kind: 'stream', produces: ['application/pdf'], summary: 'The same form as a PDF file with its font embedded; what no record says is shaded and marked.',
  input: RenderFormInput, roles: STAFF, write: false, example: { incident: AN_ID, form: '209', from: '2021-07-20T00:00:00Z', to: '2021-07-20T12:00:00Z' },
});
export const PrintSitrep = defineOperation({
  name: 'gateway.sitrep.print', http: 'GET /api/sitreps/:id/pdf', kind: 'stream', produces: ['application/pdf'], summary: 'A situation report as a PDF file; one that is not published says so on every page.',
  input: SitrepById, roles: [...STAFF, 'sub-district-officer', 'observer'], write: false, example: { id: AN_ID },
});
