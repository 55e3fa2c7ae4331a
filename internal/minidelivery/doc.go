// Package minidelivery speaks the protocol of API Мини-доставки, the product
// that this one replaces, so that its order sources need a new address and
// nothing else. docs/migrate-from-minidelivery.md tells what is known of the
// protocol and what had to be inferred.
package minidelivery
