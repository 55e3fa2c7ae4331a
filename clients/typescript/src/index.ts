export * from "./generated.js";
export { OrderhatchError, verifyCallback, type Answer, type Options } from "./transport.js";
