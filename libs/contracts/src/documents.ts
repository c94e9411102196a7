/** OpenAPI 3.1 and AsyncAPI 3 of the language, made from the registry; the committed files are checked against them. */
import './classes.js';

export { asyncApi } from './documents/asyncapi.js';
export { openApi } from './documents/openapi.js';
export { routesFile } from './documents/routes.js';
