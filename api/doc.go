// Package api is the HTTP face of the product: order sources submit and follow
// orders, people decide about them, and both hear of changes as they happen.
package api
