import { Controller, Get, Header } from '@nestjs/common';
import { asyncApi, openApi } from '@xunling/contracts/documents';
import { docsPage } from './page.js';

/** The contract as served: made once from the registry when first asked for (a quarter of the door's start otherwise), the same as the committed files. */
@Controller()
export class DocsController {
  private made: { open: ReturnType<typeof openApi>; async: ReturnType<typeof asyncApi>; page: string } | undefined;

  @Get('/api/openapi.json')
  openapi(): object { return this.documents().open; }

  @Get('/api/asyncapi.json')
  asyncapi(): object { return this.documents().async; }

  @Get('/docs') @Header('content-type', 'text/html; charset=utf-8')
  docs(): string { return this.documents().page; }

  private documents(): NonNullable<typeof this.made> {
    if (!this.made) {
      const [open, async] = [openApi(), asyncApi()];
      this.made = { open, async, page: docsPage(open, async) };
    }
    return this.made;
  }
}
