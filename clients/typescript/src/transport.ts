import type { Problem } from "./generated.js";

/** How to reach one installation. */
export interface Options {
  /** Such as "https://orders.example.com". */
  baseUrl: string;
  /** A source's or a person's key. */
  key?: string;
  /** Milliseconds to wait for an answer; 35 seconds when left out. */
  timeout?: number;
  /** Replaces the runtime's fetch. */
  fetch?: typeof fetch;
}

/** An answer with what it says beside its body. */
export interface Answer<T> {
  data: T;
  status: number;
  headers: Headers;
}

/** What a refused call throws. */
export class OrderhatchError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.title}${problem.detail ? `. ${problem.detail}` : ""}`);
    this.name = "OrderhatchError";
    this.code = problem.code;
    this.status = problem.status;
  }
}

type Values = Record<string, unknown>;

/** Sends requests; the generated class has one method for each operation. */
export class Transport {
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  protected async send<T>(method: string, path: string, query?: Values, headers?: Values, body?: unknown): Promise<Answer<T>> {
    const url = new URL(this.options.baseUrl.replace(/\/$/, "") + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined && one !== null) url.searchParams.append(name, String(one));
      }
    }
    const sent = new Headers({ Accept: "application/json" });
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (value !== undefined && value !== null) sent.set(name, String(value));
    }
    if (this.options.key) sent.set("Authorization", `Bearer ${this.options.key}`);
    if (body !== undefined) sent.set("Content-Type", "application/json");
    const ask = this.options.fetch ?? fetch;
    const response = await ask(url, {
      method,
      headers: sent,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(this.options.timeout ?? 35_000),
    });
    const text = await response.text();
    if (!response.ok) throw new OrderhatchError(problemOf(response.status, text));
    return { data: (text === "" ? undefined : JSON.parse(text)) as T, status: response.status, headers: response.headers };
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Problem;
    if (problem.code) return problem;
  } catch {
    // Something in between answered, and not in JSON.
  }
  return { type: "about:blank", title: "The answer is not one of Orderhatch", status, code: "unknown", request_id: "" };
}

/**
 * Says whether a callback is from your installation and unchanged: give the header
 * X-Orderhatch-Signature, the raw body and your signing secret.
 */
export async function verifyCallback(header: string, body: string, secret: string, now = Date.now()): Promise<boolean> {
  const parts = header.split(",").map((part) => part.split("=", 2) as [string, string]);
  const stamp = parts.find(([name]) => name === "t")?.[1] ?? "";
  if (!/^\d+$/.test(stamp) || Math.abs(now / 1000 - Number(stamp)) > 300) return false;
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = encoder.encode(`${stamp}.${body}`);
  for (const [name, value] of parts) {
    const bytes = name === "v1" && /^([0-9a-f]{2})+$/.test(value) ? Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16)) : null;
    if (bytes && (await crypto.subtle.verify("HMAC", key, bytes, signed))) return true;
  }
  return false;
}
