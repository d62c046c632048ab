import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { answerTo } from './answers.mjs';
import { countingSocket } from './counting-socket.mjs';

const MARKER = /<!--Blazor:(\{.*?\})-->/gs;
const STATE = /<!--Blazor-Server-Component-State:(.*?)-->/s;
const OPEN_LIMIT = 60_000;

/** One browser tab without a browser: speaks Blazor's circuit protocol, and draws nothing. */
export class Viewer {
  #page;
  #socket;
  #connection;
  #circuit;
  #failure = null;
  #refuse;
  #batches = 0;

  constructor(page) {
    this.#page = page;
  }

  /** Resolves when the server has drawn the page's components a first time. */
  async open() {
    const { origin, href } = this.#page;
    const response = await fetch(this.#page);
    if (!response.ok) {
      throw new Error(`${href} answered ${response.status}`);
    }

    const html = await response.text();
    const markers = [...html.matchAll(MARKER)].map(match => JSON.parse(match[1])).filter(marker => marker.type === 'server');
    this.#connection = this.#connect(origin);
    await this.#connection.start();
    this.#circuit = await this.#connection.invoke('StartCircuit', `${origin}/`, href, '[]', STATE.exec(html)?.[1] ?? '');
    if (!this.#circuit) {
      throw new Error('No circuit was started.');
    }

    const operations = markers.map((marker, index) => ({ type: 'add', ssrComponentId: index + 1, marker }));
    const drawn = this.#whenDrawn();
    await this.#connection.send('UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), '');
    await drawn;
  }

  /** As a browser that leaves the page: the circuit ends at once instead of waiting for its return. */
  async close() {
    const form = new FormData();
    form.set('circuitId', this.#circuit);
    const response = await fetch(new URL('/_blazor/disconnect', this.#page), { method: 'POST', body: form });
    await response.arrayBuffer();
    await this.#connection.stop();
    if (!response.ok) {
      throw new Error(`The end of the circuit was answered with ${response.status}.`);
    }
  }

  /** Since the beginning. */
  get counts() {
    if (this.#failure) {
      throw this.#failure;
    }

    return { batches: this.#batches, wireBytes: this.#socket.wireBytes, messageBytes: this.#socket.messageBytes };
  }

  #connect(origin) {
    const protocol = new MessagePackHubProtocol();
    protocol.name = 'blazorpack';
    const connection = new HubConnectionBuilder()
      .withUrl(`${origin}/_blazor`, {
        transport: HttpTransportType.WebSockets,
        skipNegotiation: true,
        WebSocket: countingSocket(socket => { this.#socket = socket; }),
      })
      .withHubProtocol(protocol)
      .configureLogging(LogLevel.None)
      .build();
    connection.on('JS.RenderBatch', id => {
      this.#batches++;
      connection.send('OnRenderCompleted', id, null).catch(() => {});
    });
    connection.on('JS.BeginInvokeJS', async (id, name, args, resultType) => {
      const answer = await answerTo(name, resultType);
      if (id) {
        connection.send('EndInvokeJSFromDotNet', id, true, JSON.stringify([id, true, answer])).catch(() => {});
      }
    });
    // Frames of charts; what a browser would do with them is none of the server's work.
    for (const ignored of ['JS.ReceiveByteArray', 'JS.AttachComponent', 'JS.EndInvokeDotNet']) {
      connection.on(ignored, () => {});
    }

    connection.on('JS.Error', message => this.#fail(new Error(message)));
    connection.onclose(error => this.#fail(error ?? new Error('The connection was closed.')));
    return connection;
  }

  #whenDrawn() {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('The page was not drawn in time.')), OPEN_LIMIT);
      const settle = act => value => {
        clearTimeout(limit);
        act(value);
      };
      this.#refuse = settle(reject);
      this.#connection.on('JS.EndUpdateRootComponents', settle(resolve));
    });
  }

  #fail(error) {
    this.#failure = error;
    this.#refuse?.(error);
  }
}
