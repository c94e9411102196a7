import { Controller, Get, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { read, StaticFiles } from './static-files.js';

/** The built console at `/`, with its pages falling back to index.html; everything under /api stays the API's. */
@Controller()
export class ConsoleController {
  constructor(@Inject(StaticFiles) private readonly files: StaticFiles) {}

  @Get('/')
  index(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void { this.answer('/', request, reply); }

  @Get('/*')
  any(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void { this.answer(request.url.split('?')[0]!, request, reply); }

  private answer(address: string, request: FastifyRequest, reply: FastifyReply): void {
    if (/^\/(api|health|metrics)(\/|$)/.test(address)) throw new NotFoundException();
    if (!this.files.present && address === '/') { void reply.redirect('/docs', 302); return; }
    const wantsPage = /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*');
    const plain = this.files.find(address, wantsPage);
    if (!plain) throw new NotFoundException();
    const file = this.files.encoded(address === '/' ? '/index.html' : address, String(request.headers['accept-encoding'] ?? '')) ?? plain;
    reply.headers({ 'content-type': file.type, etag: file.etag, vary: 'accept-encoding', 'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache' });
    if (file.encoding) reply.header('content-encoding', file.encoding);
    if (request.headers['if-none-match'] === file.etag) { void reply.status(304).send(); return; }
    void reply.header('content-length', file.size).send(read(file));
  }
}
