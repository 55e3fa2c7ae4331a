// A receiver of callbacks on this machine, that refuses while it is told to.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Receiver {
  readonly got: { event: string; external_id?: string; id: string }[] = [];
  status = 200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, answer) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        if (receiver.status < 300) receiver.got.push(JSON.parse(body) as Receiver['got'][number]);
        answer.writeHead(receiver.status).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/Status`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
