// A client of Marionette, Firefox's own remote control: a socket that carries `LENGTH:JSON`.
//
// It drives a stock Firefox, reaches the browser's own window (where the toolbar is) as well as
// pages, and needs no program between.

import net from "node:net";
import { until } from "./until.mjs";

/** A connection on which commands are sent, each answered once. */
export class Marionette {
  #socket;
  #waiting = new Map();
  #unread = Buffer.alloc(0);
  #last = 0;
  #greeted;

  /**
   * Connects to a Firefox that is starting.
   *
   * @param {number} port
   * @param {() => boolean} alive whether the browser still runs.
   */
  static async connect(port, alive) {
    const socket = await until("Firefox listens", async () => {
      if (!alive()) throw new Error("Firefox has ended");
      return dial(port);
    });
    const client = new Marionette();
    client.#socket = socket;
    const greeting = new Promise((resolve) => {
      client.#greeted = resolve;
    });
    socket.on("data", (data) => client.#read(data));
    socket.on("close", () => client.#fail(new Error("Firefox closed the connection")));
    socket.on("error", (error) => client.#fail(error));
    await greeting;
    await client.send("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
    return client;
  }

  /** Sends a command and returns its answer. */
  async send(name, parameters = {}) {
    const id = ++this.#last;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const message = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    const value = await answer;
    return value && typeof value === "object" && "value" in value ? value.value : value;
  }

  /** Runs a function in the current context, `content` or `chrome`, and returns what it resolves to. */
  async run(work, args) {
    const script = `
      const done = arguments[arguments.length - 1];
      const given = Array.prototype.slice.call(arguments, 0, -1);
      (async () => (${work})(...given))().then(
        (value) => done({ value }),
        (error) => done({ error: String(error) + "\\n" + (error?.stack ?? "") }),
      );`;
    const answer = await this.send("WebDriver:ExecuteAsyncScript", {
      script,
      args,
      sandbox: null,
      newSandbox: false,
      scriptTimeout: 60_000,
    });
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  }

  /** Cuts the connection. */
  end() {
    this.#socket.destroy();
  }

  #read(data) {
    this.#unread = Buffer.concat([this.#unread, data]);
    for (;;) {
      const colon = this.#unread.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#unread.subarray(0, colon));
      if (this.#unread.length < end) return;
      const message = JSON.parse(this.#unread.subarray(colon + 1, end).toString());
      this.#unread = this.#unread.subarray(end);
      if (Array.isArray(message)) this.#answer(message);
      else this.#greeted(message);
    }
  }

  #answer([, id, error, value]) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
    else waiting?.resolve(value);
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function dial(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", reject);
  });
}
