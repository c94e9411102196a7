import { Controller, Get, Header } from '@nestjs/common';
import { asyncApi, openApi } from '@xunling/contracts/documents';
import { docsPage } from './page.js';

/** The contract as served: made once from the registry, the same as the committed files. */
@Controller()
export class DocsController {
  private readonly open = openApi();
  private readonly async = asyncApi();
  private readonly page = docsPage(this.open, this.async);

  @Get('/api/openapi.json')
  openapi(): object { return this.open; }

  @Get('/api/asyncapi.json')
  asyncapi(): object { return this.async; }

  @Get('/docs') @Header('content-type', 'text/html; charset=utf-8')
  docs(): string { return this.page; }
}
