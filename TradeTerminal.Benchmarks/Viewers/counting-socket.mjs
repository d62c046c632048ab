import WebSocket from 'ws';

/** A web socket that knows how many bytes came: on the wire, headers and compression included, and as messages. */
export function countingSocket(onOpen) {
  return class CountingSocket extends WebSocket {
    #wire;
    #messages = 0;

    constructor(address, protocols, options) {
      super(address, protocols, options);
      this.on('upgrade', response => { this.#wire = response.socket; });
      this.on('message', data => { this.#messages += data.byteLength ?? data.length; });
      onOpen(this);
    }

    get wireBytes() {
      return this.#wire?.bytesRead ?? 0;
    }

    get messageBytes() {
      return this.#messages;
    }
  };
}
